import { defineConfig } from 'vite';

/** One file for Node, and one for the demonstration, which can be left out; libraries stay in node_modules. */
export default defineConfig({
  oxc: { decorator: { legacy: true } },
  ssr: { noExternal: ['@steward/shared'] },
  build: {
    ssr: 'src/main.ts',
    target: 'node24',
    sourcemap: true,
    rolldownOptions: { output: { entryFileNames: 'main.js', chunkFileNames: '[name].js' } },
  },
});
