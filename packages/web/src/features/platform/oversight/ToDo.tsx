import { Text, ThemeIcon } from '@mantine/core';
import { IconAlertTriangle, IconChecks, IconChevronRight, IconClockHour4 } from '@tabler/icons-react';
import type { Task } from '../../../frame/home.ts';
import { PathLink } from '../../../ui/PathLink.tsx';
import { Section } from '../../../ui/Section.tsx';
import classes from './home.module.css';

/** The list of what waits, each entry leading to where it is done. */
export function ToDo({ tasks }: { tasks: readonly Task[] }) {
  if (tasks.length === 0)
    return (
      <Section>
        <div className={classes.calm}>
          <ThemeIcon variant="light" color="green" radius="xl" size={36} aria-hidden>
            <IconChecks size={18} />
          </ThemeIcon>
          <div>
            <Text fw={600}>Nothing waits for you</Text>
            <Text c="dimmed" fz="sm">
              Overdue invoices, failed jobs and open tasks would stand here.
            </Text>
          </div>
        </div>
      </Section>
    );
  return (
    <Section title="Needs doing">
      <ul className={classes.tasks}>
        {tasks.map(({ key, title, detail, href, urgent }) => (
          <li key={key}>
            <PathLink href={href} className={classes.task}>
              <ThemeIcon variant="light" color={urgent ? 'red' : 'yellow'} radius="xl" size={32} aria-hidden>
                {urgent ? <IconAlertTriangle size={16} /> : <IconClockHour4 size={16} />}
              </ThemeIcon>
              <span className={classes.words}>
                <Text span display="block" fw={550}>
                  {title}
                </Text>
                <Text span display="block" c="dimmed" fz="sm">
                  {detail}
                </Text>
              </span>
              <IconChevronRight size={16} aria-hidden />
            </PathLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}
