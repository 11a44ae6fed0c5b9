import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
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

const DECLARATIONS = globSync('src/features/*/*/feature.ts', { cwd: import.meta.dirname });
const ICONS = new Set(
  DECLARATIONS.flatMap((file) =>
    readFileSync(path.join(import.meta.dirname, file), 'utf8').match(/\bIcon[A-Z]\w*/g),
  ),
);

/** The shell, what features add to it, and their icons. */
const isOfShell = (id: string): boolean =>
  DECLARATIONS.some((file) => id.endsWith(file)) ||
  ICONS.has(path.basename(id, '.mjs')) ||
  /\/src\/app\/(features|navigation|shell\/(Shell|SideNavigation|SearchTrigger|TenantMenu|.*Banner|use-.*))\.tsx?$/.test(
    id,
  );

const API = `http://localhost:${process.env.PORT || 4000}`;

export default defineConfig({
  plugins: [schemaTypes(), react()],
  build: {
    // No base64 in the bundle: the content security policy allows fonts from the same origin only.
    assetsInlineLimit: 0,
    // Their terms ask that they go along with the code.
    license: { fileName: 'licences.txt' },
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // In one file: its icons alone would be thirty, and weigh three times as much [W10].
          groups: [{ name: 'Shell', test: isOfShell, includeDependenciesRecursively: false }],
        },
      },
    },
  },
  server: {
    proxy: {
      '/graphql': { target: API, ws: true },
      '/imports': API,
      '^/invoices/[^/]+/pdf$': API,
    },
  },
});
