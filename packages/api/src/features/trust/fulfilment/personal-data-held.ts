import { id, optional } from '@steward/shared';
import { Field, Int, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { heldTables } from '../../../kernel/held.ts';
import { input } from '../../../kernel/input.ts';
import { DataClass, PURPOSES } from '../../../kernel/personal-data.ts';
import { invalid } from '../../../kernel/problem.ts';
import { activeServices, erasableTables, heldBy } from './erasable.ts';
import { heldOf, heldPerson } from './held-of-person.ts';
import { DataFate } from './rights-receipt.entity.ts';

@ObjectType()
export class HeldLine {
  @Field(() => String, { description: 'What kind of data, such as "Mail".' }) what!: string;
  @Field(() => Int, { description: 'How many entries.' }) count!: number;
  @Field(() => [DataClass]) classes!: DataClass[];
  @Field(() => String, { description: 'What it is for.' }) purpose!: string;
  @Field(() => String, { description: 'What allows it.' }) ground!: string;
  @Field(() => String, { description: 'How long it is kept.' }) kept!: string;
  @Field(() => DataFate, { description: 'What would become of it if the person were erased.' })
  onErasure!: DataFate;
  @Field(() => String, { description: 'Why so.' }) why!: string;
}

@ObjectType()
export class PersonalDataHeld {
  @Field(() => [HeldLine]) lines!: HeldLine[];
  @Field(() => Int, { description: 'Services that would have to end before an erasure.' })
  activeServices!: number;
  @Field(() => String, { nullable: true, description: 'The legal hold that keeps all of it, in a sentence.' })
  held!: string | null;
}

const FATES = { GOES: 'ERASED', EMPTIED: 'EMPTIED', KEPT: 'KEPT' } as const;

/** What is held of a person, why and how long, and what an erasure would leave. One's own, or of a person of the company. [D3] */
export const personalDataHeld = view({
  name: 'personalDataHeld',
  permission: 'HELD_DATA_READ',
  input: input('PersonalDataHeldInput', { endUserId: optional(id()) }),
  type: () => PersonalDataHeld,
  async run(scope, { endUserId }): Promise<PersonalDataHeld> {
    const who = endUserId ?? memberOf(scope.actor).endUserId;
    if (!who) throw invalid('endUserId', 'Must name the person.');
    const person = await heldPerson(scope, who);
    // Holds are the controller's: whom one is about may not be told of it.
    const mayKnow = memberOf(scope.actor).level === 'COMPANY';
    const tables = mayKnow ? await erasableTables(scope, person) : heldTables();
    const held = await heldOf(scope, person, tables);
    return {
      activeServices: await activeServices(scope, person),
      held: mayKnow ? await heldBy(scope, person) : null,
      lines: held.map(({ table, count }) => ({
        what: table.label,
        count,
        classes: table.classes,
        purpose: PURPOSES[table.purpose].words,
        ground: PURPOSES[table.purpose].because,
        kept: table.rule.words,
        onErasure: FATES[table.onErasure],
        why: table.why,
      })),
    };
  },
});
