import { Stepper } from '@mantine/core';

const STEPS = ['File', 'Columns', 'Preview', 'Done'];

/** How far an import has come [U2]. */
export function Steps({ active }: { active: number }) {
  return (
    <Stepper active={active} size="sm" mb="lg" maw={720} allowNextStepsSelect={false} wrap>
      {STEPS.map((label) => (
        <Stepper.Step key={label} label={label} component="div" />
      ))}
    </Stepper>
  );
}
