import { gql } from 'urql';
import type { TadaDocumentNode } from '../data/graphql.ts';

// biome-ignore lint/suspicious/noExplicitAny: documents of every result
export type AnyDocument = TadaDocumentNode<any, any, any>;

const documents = new Map<string, AnyDocument>();

/**
 * One query for the fragments of all parts; the same document each time.
 *
 * @param query with `PARTS` where the fragments go
 */
export function documentOf(query: string, parts: readonly { fragment: AnyDocument }[]): AnyDocument {
  const names = parts.flatMap(({ fragment }) =>
    fragment.definitions.flatMap((definition) =>
      'name' in definition ? (definition.name?.value ?? []) : [],
    ),
  );
  const text = query.replace('PARTS', names.map((name) => `...${name}`).join(' '));
  const known = documents.get(text);
  if (known) return known;
  const { kind, definitions } = gql(text);
  const document = {
    kind,
    definitions: [...definitions, ...parts.flatMap(({ fragment }) => fragment.definitions)],
  } as AnyDocument;
  documents.set(text, document);
  return document;
}
