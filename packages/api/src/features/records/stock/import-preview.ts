import { Field, Int, ObjectType } from 'type-graphql';
import { Problem } from '../../../kernel/problem.ts';
import { enumeration } from '../../../kernel/table.ts';

export const ImportOutcome = enumeration('ImportOutcome', {
  ADD: 'ADD',
  CHANGE: 'CHANGE',
  SAME: 'SAME',
  WRONG: 'WRONG',
});
export type ImportOutcome = keyof typeof ImportOutcome;

@ObjectType('ImportCellProblem')
export class CellProblem {
  @Field(() => String, { description: 'The column; empty for what is about the whole row.' }) column!: string;
  @Field(() => String) message!: string;
}

/** What would become of a row of a file. */
@ObjectType()
export class ImportRow {
  @Field(() => Int, { description: 'The line of the file.' }) line!: number;
  @Field(() => String, { description: 'The record, as people call it.' }) name!: string;
  @Field(() => ImportOutcome) outcome!: ImportOutcome;
  @Field(() => String, { description: 'What it will have, or what changes, in words.' }) detail!: string;
  @Field(() => [CellProblem]) problems!: CellProblem[];
}

/** What a file would do, row by row. */
@ObjectType()
export class ImportPreview {
  @Field(() => [ImportRow]) rows!: ImportRow[];
  @Field(() => Int) added!: number;
  @Field(() => Int) changed!: number;
  @Field(() => Int) same!: number;
  @Field(() => Int) wrong!: number;
}

/** The preview of rows that have been judged. */
export function previewOf(rows: readonly ImportRow[]): ImportPreview {
  const count = (outcome: ImportOutcome): number => rows.filter((row) => row.outcome === outcome).length;
  return {
    rows: rows.map(({ line, name, outcome, detail, problems }) => ({
      line,
      name,
      outcome,
      detail,
      problems,
    })),
    added: count('ADD'),
    changed: count('CHANGE'),
    same: count('SAME'),
    wrong: count('WRONG'),
  };
}

const SAID = 20;

/** INVALID_INPUT that names the rows that are wrong: a file is taken as a whole or not at all. */
export function assertAllGood(rows: readonly ImportRow[]): void {
  const fields = rows.flatMap(({ line, problems }) =>
    problems.map(({ column, message }) => ({
      path: 'file',
      message: `Line ${line}${column && `, ${column}`}: ${message}`,
    })),
  );
  if (!fields.length) return;
  const more = fields.length > SAID ? ` And ${fields.length - SAID} more.` : '';
  const said = fields
    .slice(0, SAID)
    .map(({ message }) => message)
    .join(' ');
  throw new Problem('INVALID_INPUT', said + more, fields.slice(0, SAID));
}
