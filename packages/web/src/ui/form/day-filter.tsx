import type { OwnFilter } from '../list/list-model.ts';
import type { FilterValue } from '../list/use-list-state.ts';
import { DayField } from './DayField.tsx';

/** A day to narrow a list by, between others that may be chosen. */
export const dayFilter = (
  key: string,
  label: string,
  { min, max }: { min?: FilterValue | undefined; max?: FilterValue | undefined },
): OwnFilter => ({
  key,
  label,
  field: ({ label, value, onChange }) => (
    <DayField
      compact
      label={label}
      value={value ?? ''}
      min={min === undefined ? undefined : String(min)}
      max={max === undefined ? undefined : String(max)}
      onChange={(day) => onChange(day || undefined)}
    />
  ),
});
