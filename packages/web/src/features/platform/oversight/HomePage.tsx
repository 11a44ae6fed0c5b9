import { Grid, SimpleGrid } from '@mantine/core';
import { type Level, useViewer } from '../../../data/viewer.ts';
import { useHome } from '../../../frame/home.ts';
import { useCards } from '../../../frame/slots.tsx';
import { BarFigure } from '../../../ui/chart/BarFigure.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Figure } from './Figure.tsx';
import { ToDo } from './ToDo.tsx';

const WELCOME: Record<Level, string> = {
  PLATFORM: 'All resellers, companies and services at a glance.',
  RESELLER: 'Your customers, their services and what they bring in.',
  COMPANY: 'Your people, their services and your invoices.',
  END_USER: 'Your services and what is new about them.',
};

/** Home, for the level of whoever looks: what features tell of themselves, and their cards [O1]. */
export function HomePage() {
  const { level, displayName } = useViewer();
  const cards = useCards('home')({});
  return (
    <>
      <PageHeader title={`Hello, ${displayName.split(' ')[0]}`} description={WELCOME[level]} />
      {level !== 'END_USER' && <Overview level={level} />}
      {cards.length > 0 && (
        <SimpleGrid cols={{ base: 1, md: 2 }} mt={level === 'END_USER' ? undefined : 'md'}>
          {cards}
        </SimpleGrid>
      )}
    </>
  );
}

/** What needs doing first, then how things stand, in the figures of an administrator's level. */
function Overview({ level }: { level: Level }) {
  const read = useHome(level);
  return (
    <Loaded from={read}>
      {({ figures, tasks, charts }) => (
        <Grid>
          <Grid.Col span={12}>
            <ToDo tasks={tasks} />
          </Grid.Col>
          {figures.length > 0 && (
            <Grid.Col span={12}>
              <SimpleGrid
                cols={{ base: 2, sm: Math.ceil(figures.length / 2), lg: figures.length }}
                spacing="sm"
              >
                {figures.map((figure) => (
                  <Figure key={figure.label} {...figure} />
                ))}
              </SimpleGrid>
            </Grid.Col>
          )}
          {charts.map((chart) => (
            <Grid.Col key={chart.title} span={12}>
              <BarFigure {...chart} />
            </Grid.Col>
          ))}
        </Grid>
      )}
    </Loaded>
  );
}
