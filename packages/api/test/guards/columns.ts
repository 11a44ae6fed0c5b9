/** A column as a class or as the database says it. */
export interface Column {
  table: string;
  name: string;
  type: string;
  nullable: boolean;
}

/** Types of the database that a class may call by a wider word. */
const SAME: Record<string, readonly string[]> = {
  int: ['integer', 'bigint'],
  timestamptz: ['timestamp with time zone'],
};

/** Where the classes and the database's tables differ, one sentence each. */
export function columnProblems(ofClasses: readonly Column[], ofDatabase: readonly Column[]): string[] {
  const key = ({ table, name }: Column): string => `${table}.${name}`;
  const inDatabase = new Map(ofDatabase.map((column) => [key(column), column]));
  const inClasses = new Map(ofClasses.map((column) => [key(column), column]));
  const missing = ofClasses.filter((column) => !inDatabase.has(key(column)));
  const unknown = ofDatabase.filter((column) => !inClasses.has(key(column)));
  return [
    ...missing.map(
      (column) => `${key(column)}: the class has it, the database does not: add it in a migration.`,
    ),
    ...unknown.map(
      (column) =>
        `${key(column)}: the database has it, the class does not: add it to the entity, or drop it.`,
    ),
    ...ofClasses.flatMap((said) => {
      const there = inDatabase.get(key(said));
      if (!there) return [];
      const problems: string[] = [];
      if (!(SAME[said.type] ?? [said.type]).includes(there.type)) {
        problems.push(`${key(said)}: the class says ${said.type}, the database ${there.type}.`);
      }
      if (said.nullable !== there.nullable) {
        problems.push(
          `${key(said)}: the class says ${said.nullable ? 'nullable' : 'not null'}, the database the opposite.`,
        );
      }
      return problems;
    }),
  ];
}
