import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { SCHEMA_FILE, writeSchemaTypes } from './schema.ts';

/** Keeps the document types in step with the API's schema, in builds and while developing. */
function schemaTypes(): Plugin {
  return {
    name: 'steward-schema-types',
    buildStart: writeSchemaTypes,
    configureServer(server) {
      server.watcher.add(SCHEMA_FILE);
      server.watcher.on('change', (file) => {
        if (file === SCHEMA_FILE) writeSchemaTypes();
      });
    },
  };
}

const API = `http://localhost:${process.env.PORT || 4000}`;

export default defineConfig({
  plugins: [schemaTypes(), react()],
  build: {
    // No base64 in the bundle: the content security policy allows fonts from the same origin only.
    assetsInlineLimit: 0,
    // Their terms ask that they go along with the code.
    license: { fileName: 'licences.txt' },
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      '/graphql': { target: API, ws: true },
      '/imports': API,
      '^/invoices/[^/]+/pdf$': API,
    },
  },
});
