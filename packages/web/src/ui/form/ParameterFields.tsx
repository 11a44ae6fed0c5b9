import { Checkbox, NumberInput, Select, TextInput } from '@mantine/core';
import type { ParameterValue, ParameterValues, ProductParameter } from '@steward/shared';
import type { ReactNode } from 'react';

/** As it is typed: an empty field is an empty text. */
export type TypedValues = Readonly<Record<string, ParameterValue>>;

interface ParameterFieldsProps {
  /** What the fields are about, for those who hear them. */
  of: string;
  parameters: readonly ProductParameter[];
  values: TypedValues;
  onChange: (values: TypedValues) => void;
  errorOf?: (name: string) => ReactNode;
  /** What a service has already: what cannot be changed later is shown, and not offered. */
  held?: ParameterValues;
}

/** The fields for what a product asks to be chosen [C1]. */
export function ParameterFields({
  of,
  parameters,
  values,
  onChange,
  errorOf,
  held,
}: ParameterFieldsProps): ReactNode {
  return parameters.map((parameter) => {
    const { name, label, help, kind, required, changeable, unit, choices, example } = parameter;
    const fixed = !changeable && held !== undefined && Object.hasOwn(held, name);
    const set = (value: ParameterValue) => onChange({ ...values, [name]: value });
    const common = {
      key: name,
      label,
      'aria-label': `${label} of ${of}`,
      description: fixed ? 'It cannot be changed later.' : describe(parameter),
      required: required && !fixed,
      disabled: fixed,
      error: errorOf?.(name),
    };
    if (kind === 'FLAG') {
      const { key, required: _, ...rest } = common;
      return (
        <Checkbox
          key={key}
          {...rest}
          description={fixed ? 'It cannot be changed later.' : help}
          checked={values[name] === true}
          onChange={({ currentTarget }) => set(currentTarget.checked)}
        />
      );
    }
    if (kind === 'CHOICE') {
      const { key, ...rest } = common;
      return (
        <Select
          key={key}
          {...rest}
          data={[...choices]}
          allowDeselect={!required}
          value={String(values[name] ?? '') || null}
          onChange={(value) => set(value ?? '')}
        />
      );
    }
    if (kind === 'NUMBER') {
      const { key, ...rest } = common;
      return (
        <NumberInput
          key={key}
          {...rest}
          suffix={unit ? ` ${unit}` : undefined}
          allowDecimal={false}
          clampBehavior="none"
          thousandSeparator=","
          value={typeof values[name] === 'boolean' ? '' : (values[name] ?? '')}
          onChange={set}
        />
      );
    }
    const { key, ...rest } = common;
    return (
      <TextInput
        key={key}
        {...rest}
        placeholder={example ?? undefined}
        maxLength={200}
        autoComplete="off"
        value={String(values[name] ?? '')}
        onChange={({ currentTarget }) => set(currentTarget.value)}
      />
    );
  });
}

/** Its help, and between what a number may be. */
function describe({ help, kind, least, most, unit }: ProductParameter): string | undefined {
  if (kind !== 'NUMBER' || (least === null && most === null)) return help ?? undefined;
  const figure = (value: number) => `${value.toLocaleString('en-GB')}${unit ? ` ${unit}` : ''}`;
  const range =
    least !== null && most !== null
      ? `${least.toLocaleString('en-GB')} to ${figure(most)}.`
      : least !== null
        ? `At least ${figure(least)}.`
        : `At most ${figure(most as number)}.`;
  return help ? `${help} ${range}` : range;
}

/** What was typed, as the API takes it: what was left empty is left out. */
export const givenValues = (parameters: readonly ProductParameter[], typed: TypedValues): ParameterValues =>
  Object.fromEntries(
    parameters.flatMap(({ name }) => {
      const value = typed[name];
      return value === undefined || (typeof value === 'string' && value.trim() === '') ? [] : [[name, value]];
    }),
  );
