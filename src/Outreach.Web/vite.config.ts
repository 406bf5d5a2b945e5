import { defineConfig } from 'vite';

/** Four pages and their hashed assets; nothing inline, so that the strict content security policy holds. */
export default defineConfig({
  base: '/',
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir: 'dist/page',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: ['index.html', 'signed-in.html', 'evidence.html', 'contact.html'],
    },
  },
});
