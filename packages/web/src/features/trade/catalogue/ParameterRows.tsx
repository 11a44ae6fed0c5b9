import {
  Button,
  Fieldset,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Switch,
  TagsInput,
  TextInput,
} from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ProductParameter } from '@steward/shared';
import { MOST_PARAMETERS, PARAMETER_KINDS } from '@steward/shared';
import { IconPlus } from '@tabler/icons-react';
import { type Typed, typedParameter } from './parameter-form.ts';

const KINDS = {
  NUMBER: 'A whole number',
  CHOICE: 'One of a list',
  TEXT: 'Text',
  FLAG: 'Yes or no',
} as const satisfies Record<ProductParameter['kind'], string>;

/** What is asked when a product is ordered: a row for each thing that is chosen [C1]. */
export function ParameterRows<Values extends { parameters: Typed[] }>({
  form,
}: {
  form: UseFormReturnType<Values>;
}) {
  const { parameters } = form.values;
  const input = (i: number, field: keyof Typed, options?: { type: 'checkbox' }) =>
    form.getInputProps(`parameters.${i}.${field}`, options);
  const set = (list: Typed[]) => form.setFieldValue('parameters', list as never);
  return (
    <Fieldset legend="What is chosen when it is ordered" radius="md">
      {parameters.map((parameter, i) => (
        // Rows have no other mark than their place: names are typed.
        // biome-ignore lint/suspicious/noArrayIndexKey: they are neither sorted nor moved
        <Fieldset key={i} legend={parameter.label || `Setting ${i + 1}`} variant="filled" radius="md" mb="sm">
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="xs">
            <TextInput label="Label" required maxLength={60} autoComplete="off" {...input(i, 'label')} />
            <TextInput
              label="Name for programs"
              placeholder="quotaGb"
              required
              maxLength={40}
              autoComplete="off"
              {...input(i, 'name')}
            />
            <Select
              label="What it is"
              required
              allowDeselect={false}
              data={PARAMETER_KINDS.map((value) => ({ value, label: KINDS[value] }))}
              {...input(i, 'kind')}
            />
            <TextInput label="Help" maxLength={160} autoComplete="off" {...input(i, 'help')} />
            {parameter.kind === 'NUMBER' && (
              <>
                <NumberInput
                  label="At least"
                  allowDecimal={false}
                  clampBehavior="none"
                  {...input(i, 'least')}
                />
                <NumberInput
                  label="At most"
                  allowDecimal={false}
                  clampBehavior="none"
                  {...input(i, 'most')}
                />
                <TextInput
                  label="Counted in"
                  placeholder="GB"
                  maxLength={12}
                  autoComplete="off"
                  {...input(i, 'unit')}
                />
              </>
            )}
            {parameter.kind === 'CHOICE' && (
              <TagsInput label="Choices" description="Enter adds one." required {...input(i, 'choices')} />
            )}
            {parameter.kind === 'TEXT' && (
              <>
                <TextInput
                  label="Pattern"
                  description="A regular expression for the whole text."
                  maxLength={120}
                  autoComplete="off"
                  {...input(i, 'pattern')}
                />
                <TextInput
                  label="Example"
                  description="How a good one looks."
                  maxLength={60}
                  autoComplete="off"
                  {...input(i, 'example')}
                />
              </>
            )}
            <Standard parameter={parameter} {...input(i, 'standard')} />
          </SimpleGrid>
          <Group mt="sm" justify="space-between">
            <Group gap="lg">
              <Switch label="Must be given" {...input(i, 'required', { type: 'checkbox' })} />
              <Switch label="May be changed later" {...input(i, 'changeable', { type: 'checkbox' })} />
            </Group>
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              aria-label={`Take ${parameter.label || `setting ${i + 1}`} out`}
              onClick={() => set(parameters.filter((_, j) => j !== i))}
            >
              Take out
            </Button>
          </Group>
        </Fieldset>
      ))}
      {parameters.length < MOST_PARAMETERS && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={() => set([...parameters, typedParameter()])}
        >
          Add a setting
        </Button>
      )}
    </Fieldset>
  );
}

/** What it is where nothing is said; of a few values one is chosen. */
function Standard({ parameter, ...props }: { parameter: Typed; value?: string }) {
  const label = 'Where nothing is said';
  if (parameter.kind === 'FLAG' || parameter.kind === 'CHOICE')
    return (
      <Select
        label={label}
        clearable
        placeholder="Nothing"
        data={
          parameter.kind === 'FLAG'
            ? [
                { value: 'true', label: 'Yes' },
                { value: 'false', label: 'No' },
              ]
            : parameter.choices
        }
        {...props}
        value={props.value || null}
      />
    );
  return <TextInput label={label} maxLength={200} autoComplete="off" {...props} />;
}
