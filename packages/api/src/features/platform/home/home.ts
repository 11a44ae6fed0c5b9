import type { Level } from '@steward/shared';
import { LEVELS } from '@steward/shared';
import { Field, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import type { Feature } from '../../../kernel/feature.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';

/** How things stand for whoever asks; null where a figure does not concern their level. Features add the fields. [O1] */
@ObjectType()
export class Home {}

const statements = new Map<Level, string>();

/** Makes the fields of home, and one statement per level, of what the features declare. */
export function gatherHome(features: readonly Feature[]): void {
  const parts = features.flatMap((feature) => feature.home ?? []);
  for (const { figures } of parts)
    for (const [name, { type, description, otherwise }] of Object.entries(figures))
      Field(type as never, { nullable: !otherwise, ...(description ? { description } : {}) })(
        Home.prototype,
        name,
      );
  for (const level of LEVELS) {
    const here = parts.flatMap(({ at }) => at[level] ?? []);
    const otherwise = parts.flatMap(({ figures }) =>
      Object.entries(figures).flatMap(([name, figure]) =>
        figure.otherwise ? [[name, figure.otherwise]] : [],
      ),
    );
    const values = Object.entries(
      Object.assign(Object.fromEntries(otherwise), ...here.map(({ figures }) => figures)) as Record<
        string,
        string
      >,
    );
    const from = here.flatMap((part) => part.from ?? []);
    statements.set(
      level,
      `select json_build_object(${values.map(([name, sql]) => `'${name}', ${sql}`).join(', ')}) as home${
        from.length ? ` from ${from.join(', ')}` : ''
      }`,
    );
  }
}

/** The console's home for the level of whoever asks, in one statement. [O1] */
export const home = view({
  name: 'home',
  permission: 'member',
  input: input('HomeInput', {}),
  type: () => Home,
  async run(scope): Promise<Home> {
    const [row] = await scope.sql<{ home: Home }>(statements.get(memberOf(scope.actor).level) as string);
    if (!row) throw new Error('A select without a table answers with a row.');
    return row.home;
  },
});
