import { Grid, SimpleGrid } from '@mantine/core';
import type { Level } from '../../../data/viewer.ts';
import { useHome } from '../../../frame/home.ts';
import { BarFigure } from '../../../ui/chart/BarFigure.tsx';
import { Figure } from '../../../ui/Figure.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { ToDo } from './ToDo.tsx';

/** What needs doing first, then how things stand, in the figures of an administrator's level. */
export function Overview({ level }: { level: Level }) {
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
