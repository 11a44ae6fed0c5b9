import { PasswordInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { words } from '../../../lib/words.ts';
import { FormSection } from '../../../ui/form/FormSection.tsx';
import type { SettingField } from './kinds.ts';

/** What is no word is written as those write it who made it. */
const NAMES: Readonly<Record<string, string>> = {
  TLS: 'TLS',
  START_TLS: 'Start TLS',
  OPENLDAP: 'OpenLDAP',
  ACTIVE_DIRECTORY: 'Active Directory',
  MAIL_ALTERNATE_ADDRESS: 'mailAlternateAddress',
  PROXY_ADDRESSES: 'proxyAddresses',
  PATCH: 'PATCH',
  PUT: 'PUT',
  EXTERNAL_ID: 'External ID',
};

interface SettingFieldsProps {
  // biome-ignore lint/suspicious/noExplicitAny: forms of every shape that hold the fields at `path`
  form: UseFormReturnType<any>;
  path: 'settings' | 'credentials';
  fields: readonly SettingField[];
  /** The heading of fields that have none of their own. */
  title: string;
}

/** The fields that a kind of connector asks to be filled in, section by section [P2]. */
export function SettingFields({ form, path, fields, title }: SettingFieldsProps) {
  const sections = [...new Set(fields.map(({ section }) => section ?? title))];
  return sections.map((section) => (
    <FormSection key={section} title={section}>
      {fields
        .filter((field) => (field.section ?? title) === section)
        .map((field) => (
          <SettingInput key={field.name} field={field} given={form.getInputProps(`${path}.${field.name}`)} />
        ))}
    </FormSection>
  ));
}

interface SettingInputProps {
  field: SettingField;
  given: ReturnType<UseFormReturnType<Record<string, unknown>>['getInputProps']>;
}

function SettingInput({ field, given }: SettingInputProps) {
  const { title, description, placeholder, type, options, required, maxLength } = field;
  const shared = { label: title, description, placeholder: placeholder ?? undefined, required };
  switch (type) {
    case 'FLAG':
      return (
        <Switch
          label={title}
          description={description}
          checked={given.value === 'true'}
          error={given.error}
          onChange={({ currentTarget }) => given.onChange(String(currentTarget.checked))}
        />
      );
    case 'CHOICE':
      return (
        <Select
          {...shared}
          {...given}
          allowDeselect={false}
          data={options.map((value) => ({ value, label: NAMES[value] ?? words(value) }))}
        />
      );
    case 'LINES':
      return (
        <Textarea {...shared} {...given} data-wide autosize minRows={2} maxRows={8} spellCheck={false} />
      );
    case 'SECRET':
      return <PasswordInput {...shared} {...given} autoComplete="new-password" />;
    default:
      return (
        <TextInput
          {...shared}
          {...given}
          maxLength={maxLength ?? undefined}
          inputMode={type === 'NUMBER' ? 'numeric' : undefined}
          spellCheck={false}
          autoComplete="off"
        />
      );
  }
}
