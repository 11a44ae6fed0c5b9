import { Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { count } from '../../../lib/format.ts';
import { Lines } from '../../../ui/Lines.tsx';
import { Section } from '../../../ui/Section.tsx';
import type { Version } from './TariffPage.tsx';
import classes from './TariffWeek.module.css';
import { DAY_MINUTES, timesText, WHOLE_WEEK } from './week.ts';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const HATCHES = 4;

/** When the bands of a version are, drawn on the week and in words, and its bundles [B2]. */
export function TariffWeek({ version: { bands, bundles } }: { version: Version }) {
  const whole = (band: Version['bands'][number]) => timesText(band.times) === WHOLE_WEEK;
  const drawn = bands.filter((band) => !whole(band));
  return (
    <SimpleGrid cols={{ base: 1, md: bundles.length > 0 ? 2 : 1 }} spacing="md">
      <Section title="Bands">
        <Stack gap="sm">
          {drawn.length > 0 && (
            <div className={classes.week} aria-hidden>
              {DAYS.map((name, day) => (
                <div key={name} className={classes.day}>
                  <Text fz="xs" c="dimmed" w={32}>
                    {name}
                  </Text>
                  <div className={classes.hours}>
                    {drawn.flatMap((band, at) =>
                      band.times.flatMap(({ fromMinute, untilMinute }) => {
                        const from = Math.max(fromMinute - day * DAY_MINUTES, 0);
                        const until = Math.min(untilMinute - day * DAY_MINUTES, DAY_MINUTES);
                        if (until <= from) return [];
                        return (
                          <span
                            key={`${band.id} ${fromMinute}`}
                            className={classes.band}
                            data-band={at % HATCHES}
                            style={{
                              left: `${(from / DAY_MINUTES) * 100}%`,
                              width: `${((until - from) / DAY_MINUTES) * 100}%`,
                            }}
                          />
                        );
                      }),
                    )}
                  </div>
                </div>
              ))}
            </div>
          )}
          <Lines>
            {bands.map((band) => (
              <li key={band.id}>
                <Group gap="xs" wrap="nowrap" align="baseline">
                  {!whole(band) && (
                    <span className={classes.key} data-band={drawn.indexOf(band) % HATCHES} aria-hidden />
                  )}
                  <Text fz="sm">
                    <strong>{band.name}</strong> {timesText(band.times)}
                  </Text>
                </Group>
              </li>
            ))}
          </Lines>
          <Text fz="xs" c="dimmed">
            By the clock in London. A call is charged by the band that it is in as it goes on.
          </Text>
        </Stack>
      </Section>
      {bundles.length > 0 && (
        <Section title="Bundles">
          <Lines>
            {bundles.map(({ id, name, minutes, zones }) => (
              <li key={id}>
                <Text fz="sm">
                  <strong>{name}</strong> {count(minutes)} minutes a month for each customer
                </Text>
                <Text fz="xs" c="dimmed">
                  {zones}
                </Text>
              </li>
            ))}
          </Lines>
        </Section>
      )}
    </SimpleGrid>
  );
}
