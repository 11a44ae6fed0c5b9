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

/** The icons that features name in their files of this name. */
const iconsOf = (name: string) =>
  new Set(
    globSync(`src/features/*/*/${name}`, { cwd: import.meta.dirname }).flatMap(
      (file) => readFileSync(path.join(import.meta.dirname, file), 'utf8').match(/\bIcon[A-Z]\w*/g) ?? [],
    ),
  );
const ICONS = iconsOf('feature.ts');
const MORE_ICONS = iconsOf('more.ts');

/** How many pages and parts are loaded when they are shown. */
const PAGES = globSync('src/**/*.{ts,tsx}', { cwd: import.meta.dirname }).reduce(
  (sum, file) =>
    sum + readFileSync(path.join(import.meta.dirname, file), 'utf8').split(/\bimport\('\./).length - 1,
  0,
);

const API = `http://localhost:${process.env.PORT || 4000}`;

export default defineConfig({
  plugins: [schemaTypes(), react()],
  build: {
    // No base64 in the bundle: the content security policy allows fonts from the same origin only.
    assetsInlineLimit: 0,
    // Their terms ask that they go along with the code.
    license: { fileName: 'licences.txt' },
    modulePreload: {
      polyfill: false,
      // What pages and parts stand on is asked for by themselves: its names alone would weigh 7 kB before the first screen [W10].
      resolveDependencies: (_file, files) => files.filter((file) => file.endsWith('.css')),
    },
    rolldownOptions: {
      output: {
        // Names of files are asked for by other files: as hashes alone they weigh 1.5 kB less before the first screen [W10].
        chunkFileNames: 'assets/[hash:7].js',
        codeSplitting: {
          // They all come with the shell; as thirty files they weigh 4 kB more [W10].
          includeDependenciesRecursively: false,
          groups: [
            // Below everything else, so that no two files wait for each other.
            { name: 'react', test: /\/node_modules\/(react|react-dom|scheduler)\// },
            // What draws them stands by itself, so that no other file is waited for.
            { name: 'icon', test: /icons-react\/dist\/esm\/(createReactComponent|defaultAttributes)\.mjs$/ },
            { name: 'core', includeDependenciesRecursively: true, test: /@mantine\/core\/esm\/core\// },
            { name: 'icons', test: (id) => ICONS.has(path.basename(id, '.mjs')) },
            { name: 'more', test: /\/features\/\w+\/\w+\/(more|audit|deeds|figures)\.ts$/ },
            { name: 'more', test: (id) => MORE_ICONS.has(path.basename(id, '.mjs')) },
            // What every signed-in page has around it, in one file instead of thirty [W10].
            {
              name: 'frame',
              test: /\/shared\/src\/money\.|\/src\/(ui\/(PageHeader|PathLink|Section|Loaded|Idle|Figure)|data\/(use-read|viewer|use-kept-query|graphql)|lib\/(words|format|store)|frame\/(places|slots|home|document-of|feature))\.|@mantine\/core\/esm\/components\/(Breadcrumbs|Grid|Group|SimpleGrid|Paper|Skeleton|ActionIcon|CloseButton|VisuallyHidden|Avatar|Alert)\/|@mantine\/hooks\/esm\/(use-id|utils\/random-id)\/|react-router\/dist\/esm\/useLocation\./,
            },
            // What two thirds of all pages stand on: each in a file of its own, it took twenty more requests and 6 kB [W10].
            {
              name: 'basis',
              includeDependenciesRecursively: true,
              minShareCount: Math.round(PAGES * 0.65),
              test: (id) => !/\/src\/(app|features)\//.test(id),
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/graphql': { target: API, ws: true },
      '/imports': API,
      '/logos': API,
      '/pay/pdf': API,
      '^/statements/[^/]+/(pdf|csv)': API,
      '^/(invoices|credit-notes)/[^/]+/(pdf|xml)$': API,
    },
  },
});
