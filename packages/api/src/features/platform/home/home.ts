import type { Level } from '@steward/shared';
import { LEVELS } from '@steward/shared';
import { Field, ObjectType, Query, Resolver } from 'type-graphql';
import { rootRequirements } from '../../../kernel/allowed.ts';
import type { Feature } from '../../../kernel/feature.ts';
import { readings } from '../../../kernel/read/list.ts';
import { type Figures, readFigures } from '../../../kernel/read/project.ts';

/** How things stand for whoever asks; null where a figure does not concern their level. Features add the fields. [O1] */
@ObjectType()
export class Home {}

const figuresOf = new Map<Level, Figures>();

/** Makes the fields of home, and what they are for each level, of what the features declare. */
export function gatherHome(features: readonly Feature[]): void {
  const parts = features.flatMap((feature) => feature.home ?? []);
  const otherwise = new Map<string, string>();
  for (const { figures } of parts)
    for (const [name, { type, description, otherwise: none }] of Object.entries(figures)) {
      if (none) otherwise.set(name, none);
      Field(type as never, { nullable: !none, ...(description ? { description } : {}) })(
        Home.prototype,
        name,
      );
    }
  for (const level of LEVELS) {
    const here = parts.flatMap(({ at }) => at[level] ?? []);
    figuresOf.set(level, {
      sql: new Map([...otherwise, ...here.flatMap(({ figures }) => Object.entries(figures))]),
      from: here.flatMap(({ from, figures }) =>
        from ? { sql: from, of: new Set(Object.keys(figures)) } : [],
      ),
    });
  }
}

/** The console's home for the level of whoever asks, in one statement that reads what is asked for and no more. [O1] */
@Resolver()
export class HomeResolver {
  // It only declares the field; the executor has `readings` answer it.
  @Query(() => Home)
  home(): void {}
}

rootRequirements.set('home', 'member');
readings.set('home', (reader, _args, selection) => {
  reader.assertAllowed('member');
  return readFigures(reader, 'Home', figuresOf.get(reader.level as Level) as Figures, selection);
});
