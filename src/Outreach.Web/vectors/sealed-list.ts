import { stdin, stdout } from 'node:process';
import { json } from 'node:stream/consumers';
import { deriveKey, open, seal, type SealedListContext } from '../src/Lists/sealed-list.ts';

/**
 * The page's half of the format, for the test that holds both halves to each other:
 * reads one request as JSON, seals or opens as the page would, writes the answer as JSON. Bytes are base64.
 */
interface VectorRequest {
  readonly context: SealedListContext;
  readonly serverShare: string;
  readonly linkShare: string;
  /** To seal. */
  readonly content: string | null;
  /** To open. */
  readonly sealed: string | null;
}

const request = (await json(stdin)) as VectorRequest;
const key = await deriveKey(bytes(request.serverShare), bytes(request.linkShare), request.context.list);
stdout.write(JSON.stringify(await answer()));

async function answer(): Promise<Record<string, string>> {
  if (request.content !== null) {
    return { sealed: await seal(request.context, bytes(request.content), key) };
  }

  try {
    const content = await open(request.context, request.sealed ?? '', key);
    return { content: Buffer.from(content).toString('base64') };
  } catch (error) {
    return { refused: error instanceof Error ? error.constructor.name : String(error) };
  }
}

function bytes(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}
