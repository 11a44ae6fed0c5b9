import { graphql, type ResultOf } from '../../../data/graphql.ts';

export const KindsDocument = graphql(`
  query ConnectorKinds {
    connectorKinds {
      kind
      label
      about
      settings {
        name
        title
        description
        section
        placeholder
        type
        options
        required
        preset
        maxLength
      }
      credentials {
        name
        title
        description
        section
        placeholder
        type
        options
        required
        preset
        maxLength
      }
    }
  }
`);

export type Kind = ResultOf<typeof KindsDocument>['connectorKinds'][number];
export type SettingField = Kind['settings'][number];

/** What is typed into a form, by the name of its field. */
export type Typed = Record<string, string>;

/** What a form begins with: what stands there, or else what is usual. */
export const beginningOf = (
  fields: readonly SettingField[],
  there: readonly { name: string; value: string }[] = [],
): Typed =>
  Object.fromEntries(
    fields.map(({ name, preset }) => [
      name,
      there.find((setting) => setting.name === name)?.value ?? (there.length ? '' : (preset ?? '')),
    ]),
  );

/** As the API takes them; what is empty is left out. */
export const asSettings = (typed: Typed): { name: string; value: string }[] =>
  Object.entries(typed)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => ({ name, value }));
