import { Checkbox, Input, NumberInput, SegmentedControl, SimpleGrid } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { z } from 'zod';
import { type Area, areaOptions, MODES, type Mode } from './support-words.ts';

export type AccessValues = {
  areas: Area[];
  mode: Mode;
  minutes: number | string;
};

export const EMPTY_ACCESS: AccessValues = { areas: [], mode: 'VIEW', minutes: 30 };

const SPAN = 'Must be a number of minutes from 1 to 60.';
/** Rules for a form that holds these. */
export const accessRules = {
  areas: z.array(z.string()).min(1, 'Must name an area at least.'),
  minutes: z.coerce.number({ error: SPAN }).int(SPAN).min(1, SPAN).max(60, SPAN),
};

/** Where somebody may be let in, to do what, and for how long; for forms whose values hold these. */
export function AccessFields<Values extends AccessValues>({ form }: { form: UseFormReturnType<Values> }) {
  const { areas, mode } = form.getValues();
  const set = (name: keyof AccessValues, value: unknown) => form.setFieldValue(name as never, value as never);
  return (
    <>
      <Checkbox.Group
        label="Areas"
        required
        value={[...areas]}
        onChange={(value) => set('areas', value)}
        error={form.errors.areas}
      >
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt={6}>
          {areaOptions.map(({ value, label }) => (
            <Checkbox key={value} value={value} label={label} />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
      <Input.Wrapper
        label="May"
        labelElement="div"
        description="Data protection and settings are only ever looked at. Roles, sign-ins, agreements and access itself can never be changed."
      >
        <SegmentedControl
          mt={6}
          aria-label="May"
          value={mode}
          onChange={(value) => set('mode', value)}
          data={(Object.keys(MODES) as Mode[]).map((value) => ({ value, label: MODES[value] }))}
        />
      </Input.Wrapper>
      <NumberInput
        label="Minutes"
        description="Counted from the moment of going in; 60 at most."
        required
        min={1}
        max={60}
        clampBehavior="none"
        allowDecimal={false}
        w={180}
        {...form.getInputProps('minutes' as never)}
      />
    </>
  );
}
