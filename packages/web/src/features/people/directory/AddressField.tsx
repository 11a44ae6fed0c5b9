import { Group, Input, Select, Text, TextInput, type TextInputProps } from '@mantine/core';
import { useId } from 'react';
import { partsOf } from './mail-address.ts';

interface AddressFieldProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  label: string;
  /** What is typed before the @. */
  value?: string;
  onChange: (typed: string) => void;
  domain: string;
  onDomain: (domain: string) => void;
  /** To choose from; undefined while they are not known. */
  domains: readonly string[] | undefined;
}

/**
 * An e-mail address in one of a company's domains: the part before the @ is typed, the domain chosen [U1]. An address
 * pasted whole is taken apart. Make the whole of it with `wholeAddress`.
 */
export function AddressField({
  label,
  description,
  required,
  error,
  value = '',
  onChange,
  domain,
  onDomain,
  domains,
  ...input
}: AddressFieldProps) {
  const id = useId();
  return (
    <Input.Wrapper
      id={id}
      label={label}
      description={description}
      error={error}
      required={required}
      data-wide
    >
      <Group gap={6} wrap="nowrap" mt={2}>
        <TextInput
          id={id}
          flex={1}
          miw={0}
          error={Boolean(error)}
          aria-describedby={error ? `${id}-error` : undefined}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          {...input}
          value={value}
          onChange={({ currentTarget }) => {
            const parts = partsOf(currentTarget.value, domains ?? []);
            onChange(parts?.local ?? currentTarget.value);
            if (parts) onDomain(parts.domain);
          }}
        />
        <Text c="dimmed" aria-hidden>
          @
        </Text>
        <Select
          flex={1}
          miw={0}
          aria-label={`${label}: domain`}
          placeholder={domains?.length === 0 ? 'No domain yet' : 'Domain'}
          disabled={!domains?.length}
          data={[...(domains ?? [])]}
          searchable={(domains?.length ?? 0) > 10}
          allowDeselect={false}
          value={domain || null}
          onChange={(chosen) => onDomain(chosen ?? domain)}
        />
      </Group>
    </Input.Wrapper>
  );
}
