import type { Audited, Feature } from '../../../kernel/feature.ts';

const subjects = new Map<string, Audited>();

/** Takes in what the features' audit rows are about. */
export function gatherSubjects(features: readonly Feature[]): void {
  for (const { audits = {} } of features)
    for (const [type, audited] of Object.entries(audits)) subjects.set(type, audited);
}

const oneOf = (row: string, value: (audited: Audited) => string | undefined): string => {
  const cases = [...subjects].flatMap(([type, audited]) => {
    const sql = value(audited);
    return sql ? [`when '${type}' then ${sql}`] : [];
  });
  return `case ${row}.subject_type ${cases.join(' ')} end`;
};

/** SQL: what the subject of the entry with this alias is called now, or the reference it had. */
export const nameOf = (row: string): string =>
  `select coalesce(${oneOf(row, ({ name }) => name && `(${name(`${row}.subject_id`)})`)}, ${row}.reference, '')`;

/** SQL: what kind of thing it is. */
export const labelOf = (row: string): string =>
  `coalesce(${oneOf(row, ({ label }) => `'${label}'`)}, ${row}.subject_type)`;
