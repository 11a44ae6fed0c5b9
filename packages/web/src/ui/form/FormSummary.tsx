import { List, Paper, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Fact, Facts } from '../Facts.tsx';
import classes from './FormSummary.module.css';

interface FormSummaryProps {
  /** What has been chosen, and what it costs; what is not said yet shows a dash. */
  facts?: readonly Fact[];
  /** What sending does, and who is told; what is left out as false does not apply. */
  effects?: readonly ReactNode[];
  /** A sum or an audience that says more. */
  children?: ReactNode;
}

/** What a form comes to while it is filled in: what it costs, what it does, who is told. It stands beside the fields. */
export function FormSummary({ facts = [], effects = [], children }: FormSummaryProps) {
  const told = effects.filter(Boolean);
  return (
    <Paper component="aside" aria-label="Summary" className={classes.summary} radius="md" p="md">
      <Stack gap="sm">
        <Title order={2} fz="md">
          Summary
        </Title>
        {facts.length > 0 && <Facts facts={facts} />}
        {children}
        {told.length > 0 && (
          <List size="sm" spacing={4} className={classes.effects}>
            {told.map((effect, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: sentences in their order
              <List.Item key={i}>{effect}</List.Item>
            ))}
          </List>
        )}
      </Stack>
    </Paper>
  );
}

/** Fields left and what they come to right; below them where there is no room. */
export function BesideSummary({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  if (!summary) return children;
  return (
    <div className={classes.frame}>
      <div className={classes.beside}>
        <div className={classes.fields}>{children}</div>
        <div className={classes.place}>{summary}</div>
      </div>
    </div>
  );
}
