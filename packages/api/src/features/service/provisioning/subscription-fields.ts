import { GraphQLDateTime } from '../../../kernel/scalars.ts';
import { added, type Class, Computed, type ComputedOptions } from '../../../kernel/table.ts';
import { Subscription } from '../../trade/subscriptions/index.ts';
import { kinds } from '../connectors/index.ts';
import { DriftedAttribute, ServiceAttribute } from './observation.entity.ts';
import { attributesOf, differencesOf } from './observation-fields.ts';

const levels = ['PLATFORM', 'RESELLER', 'COMPANY'] as const;

const ofObservation = (
  field: string,
  type: () => unknown,
  sql: string,
  options: Pick<ComputedOptions, 'description'>,
): Class =>
  added(
    Subscription,
    field,
    Computed(type, (row) => `select (${sql}) from observation o where o.subscription_id = ${row}.id`, {
      levels,
      ...options,
    }),
  );

/** What is known of a subscription's service: what it is to be, what it is, in what the two differ. */
export const serviceFields: Class[] = [
  ofObservation('desired', () => [ServiceAttribute], attributesOf('o.desired', 'o.subscription_id'), {
    description: 'What is to be there; empty: nothing, or not known yet.',
  }),
  ofObservation('observed', () => [ServiceAttribute], attributesOf('o.observed', 'o.subscription_id'), {
    description: 'What was last seen there; empty: nothing, or nobody has looked.',
  }),
  ofObservation('observedAt', () => GraphQLDateTime, 'o.observed_at', { description: 'When that was.' }),
  ofObservation('observationProblem', () => String, 'o.problem', {
    description: 'Why the last look told nothing.',
  }),
  ofObservation('drift', () => [DriftedAttribute], differencesOf('o.drift', 'o.subscription_id'), {
    description: 'What differs and is not to.',
  }),
  ofObservation('acceptedDrift', () => [DriftedAttribute], differencesOf('o.accepted', 'o.subscription_id'), {
    description: 'What differs and is kept so.',
  }),
  added(
    Subscription,
    'observable',
    Computed(
      () => Boolean,
      (row) =>
        `select p.connector = any ('{${kinds.map(({ kind }) => kind).join(',')}}') from product p where p.id = ${row}.product_id`,
      { levels, description: 'Whether it can be looked at: what is told by webhook or done by hand cannot.' },
    ),
  ),
];
