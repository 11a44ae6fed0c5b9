import { SimpleGrid } from '@mantine/core';
import { type Level, useViewer } from '../../../data/viewer.ts';
import { part, Shown, useHomeCards } from '../../../frame/slots.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';

const WELCOME: Record<Level, string> = {
  PLATFORM: 'All resellers, companies and services at a glance.',
  RESELLER: 'Your customers, their services and what they bring in.',
  COMPANY: 'Your people, their services and your invoices.',
  END_USER: 'Your services and what is new about them.',
};

/** End users have none, and wait for none. */
const OVERVIEW = part(
  () => import('./Overview.tsx'),
  'Overview',
  (level: Level) => ({ level }),
);

/** Home, for the level of whoever looks: what features tell of themselves, and their cards [O1]. */
export function HomePage() {
  const { level, displayName } = useViewer();
  const cards = useHomeCards();
  return (
    <>
      <PageHeader title={`Hello, ${displayName.split(' ')[0]}`} description={WELCOME[level]} />
      {level !== 'END_USER' && <Shown part={OVERVIEW} of={level} />}
      {cards.length > 0 && (
        <SimpleGrid cols={{ base: 1, md: 2 }} mt={level === 'END_USER' ? undefined : 'md'}>
          {cards}
        </SimpleGrid>
      )}
    </>
  );
}
