import { Grid, SimpleGrid } from '@mantine/core';
import type { Level } from '../../../data/viewer.ts';
import { useHome } from '../../../frame/home.ts';
import { BarFigure } from '../../../ui/chart/BarFigure.tsx';
import { Figure } from '../../../ui/Figure.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { ToDo } from './ToDo.tsx';

/** How many stand beside one another so that rows are alike, of so many and at most `most`. */
const besides = (count: number, most: number): number => Math.ceil(count / Math.ceil(count / most));

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
                cols={{ base: 2, sm: besides(figures.length, 4), lg: besides(figures.length, 6) }}
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
