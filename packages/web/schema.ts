import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { minifyIntrospection, outputIntrospectionFile } from '@gql.tada/internal';
import { buildSchema, introspectionFromSchema } from 'graphql';

/** The API's schema, the source of every type in the console's documents. */
export const SCHEMA_FILE = fileURLToPath(new URL('../api/schema.graphql', import.meta.url));
const TYPES_FILE = fileURLToPath(new URL('./src/data/schema.d.ts', import.meta.url));

/**
 * Writes the types that `src/data/graphql.ts` checks documents against, from the API's committed schema.
 * Leaves the file alone when nothing changed, so that watchers stay quiet. Throws when the schema is not valid SDL.
 */
export function writeSchemaTypes(): void {
  const introspection = introspectionFromSchema(buildSchema(readFileSync(SCHEMA_FILE, 'utf8')));
  const types = outputIntrospectionFile(minifyIntrospection(introspection), {
    fileType: '.d.ts',
    shouldPreprocess: true,
  })
    // We hand the introspection over by name; the global registration would only be a second way to do it.
    .replace(/\nimport \* as gqlTada[\s\S]*$/, '');
  if (!existsSync(TYPES_FILE) || readFileSync(TYPES_FILE, 'utf8') !== types) writeFileSync(TYPES_FILE, types);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeSchemaTypes();
