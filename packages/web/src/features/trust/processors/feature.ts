import { IconBuildingFactory2, IconHandStop, IconRoute } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { SELLERS } from '../../../frame/places.ts';
import { plural } from '../../../lib/format.ts';

const processing = {
  label: 'Who handles data',
  to: '/processing',
  icon: IconRoute,
  permission: 'PROCESSING_READ',
  keywords: ['controller', 'processor', 'sub-processors', 'chain', 'transfers'],
} as const;
const beside = [
  { label: 'Sub-processors', to: '/sub-processors', icon: IconBuildingFactory2, order: 1 },
  { label: 'Changes', to: '/sub-processor-changes', icon: IconRoute, order: 2 },
  { label: 'Objections', to: '/sub-processor-objections', icon: IconHandStop, order: 3 },
].map((place) => ({ ...place, beside: '/processing', permission: 'PROCESSOR_READ' }) as const);

export const feature: Feature = {
  places: [
    { ...processing, label: 'Who handles my data', levels: ['END_USER'], group: 'account', order: 45 },
    { ...processing, levels: ['COMPANY'], group: 'dataProtection', order: 15 },
    { ...processing, levels: SELLERS, group: 'compliance', order: 15 },
    ...(beside.flatMap((place) => [
      { ...place, levels: ['COMPANY'] as const, group: 'dataProtection' as const },
      { ...place, levels: SELLERS, group: 'compliance' as const },
    ]) as NonNullable<Feature['places']>),
  ],
  home: homePart(
    graphql(`
      fragment ProcessorsHome on Home {
        objectionsToAnswer
        processorChangesToSee
      }
    `),
    {
      types: ['ProcessorChange', 'ProcessorObjection'],
      tasks: ({ objectionsToAnswer, processorChangesToSee }) => [
        !!objectionsToAnswer && {
          key: 'objections',
          count: objectionsToAnswer,
          title: `${plural(objectionsToAnswer, 'objection waits', 'objections wait')} for your answer`,
          detail: 'The change of sub-processors does not come into force before.',
          href: '/sub-processor-objections?open=true',
          permission: 'PROCESSOR_WRITE',
          urgent: true,
          order: 45,
        },
        !!processorChangesToSee && {
          key: 'processor-changes',
          count: processorChangesToSee,
          title: `${plural(processorChangesToSee, 'change')} of sub-processors ${processorChangesToSee === 1 ? 'is' : 'are'} announced`,
          detail: 'See who is to handle your data, and object in time if you have to.',
          href: '/sub-processor-changes?canObject=true',
          permission: 'PROCESSOR_READ',
          urgent: false,
          order: 65,
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
