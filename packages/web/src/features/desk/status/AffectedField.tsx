import { MultiSelect, Select } from '@mantine/core';
import { useComponents } from './use-components.ts';
import { choicesOf } from './words.ts';

export type Severity = 'DEGRADED' | 'PARTIAL_OUTAGE' | 'MAJOR_OUTAGE';
export interface Affected {
  componentId: string;
  severity: Severity;
}
const SEVERITIES = ['DEGRADED', 'PARTIAL_OUTAGE', 'MAJOR_OUTAGE'] as const;

interface AffectedFieldProps {
  value: readonly Affected[];
  onChange: (value: Affected[]) => void;
  error?: string;
}

/** Which components are affected, and each of them how badly. */
export function AffectedField({ value, onChange, error }: AffectedFieldProps) {
  const { options: choices, nameOf } = useComponents();
  return (
    <>
      <MultiSelect
        data-wide
        label="Components"
        required
        searchable
        data={choices}
        placeholder={value.length ? undefined : 'Type a name'}
        nothingFoundMessage="No component of that name"
        value={value.map(({ componentId }) => componentId)}
        onChange={(ids) =>
          onChange(
            ids.map(
              (componentId) =>
                value.find((each) => each.componentId === componentId) ?? {
                  componentId,
                  severity: 'DEGRADED',
                },
            ),
          )
        }
        error={error}
      />
      {value.map((each) => (
        <Select
          key={each.componentId}
          label={nameOf(each.componentId)}
          allowDeselect={false}
          data={choicesOf(SEVERITIES)}
          value={each.severity}
          onChange={(severity) =>
            onChange(
              value.map((other) =>
                other.componentId === each.componentId ? { ...other, severity: severity as Severity } : other,
              ),
            )
          }
        />
      ))}
    </>
  );
}
