import { stdin, stdout } from 'node:process';
import { json } from 'node:stream/consumers';
import { compactDecrypt, importJWK, type JWK } from 'jose';

/** A dispatcher's half of the format, in another implementation: reads a batch and a private key as JSON, writes header and content. */
interface BatchRequest {
  readonly jwe: string;
  readonly key: JWK;
}

const request = (await json(stdin)) as BatchRequest;
const opened = await compactDecrypt(request.jwe, await importJWK(request.key, 'ECDH-ES'));
stdout.write(JSON.stringify({ header: opened.protectedHeader, content: new TextDecoder().decode(opened.plaintext) }));
