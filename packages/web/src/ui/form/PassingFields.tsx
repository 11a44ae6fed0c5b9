import { MultiSelect, Select, Stack, Textarea } from '@mantine/core';

/** To whom the mail of somebody is passed on, and what is replied. */
export interface Passing {
  forwardToId: string | null;
  delegateIds: string[];
  reply: string;
}

/** Nobody and nothing. */
export const NO_PASSING: Passing = { forwardToId: null, delegateIds: [], reply: '' };

/** People found by name, and who is told what is typed, to find others. */
interface Choices {
  options: { value: string; label: string }[];
  onSearch: (text: string) => void;
}

interface PassingFieldsProps {
  value: Passing;
  onChange: (value: Passing) => void;
  /** Colleagues to whom mail can be forwarded, and those who can be let into the mailbox. */
  forwardees: Choices;
  delegates: Choices;
  /** What is wrong, by field. */
  errors: (field: keyof Passing) => string | undefined;
}

/** Mail of a mailbox passed on to colleagues: forwarded, the mailbox opened, a reply sent. */
export function PassingFields({ value, onChange, forwardees, delegates, errors }: PassingFieldsProps) {
  return (
    <Stack gap="sm">
      <Select
        label="Forward mail to"
        placeholder="Nobody"
        searchable
        clearable
        nothingFoundMessage="Nothing found"
        data={forwardees.options}
        onSearchChange={forwardees.onSearch}
        value={value.forwardToId}
        error={errors('forwardToId')}
        onChange={(forwardToId) => onChange({ ...value, forwardToId })}
      />
      <MultiSelect
        label="Who may open the mailbox"
        placeholder={value.delegateIds.length ? undefined : 'Nobody else'}
        searchable
        nothingFoundMessage="Nothing found"
        data={delegates.options}
        onSearchChange={delegates.onSearch}
        value={value.delegateIds}
        error={errors('delegateIds')}
        onChange={(delegateIds) => onChange({ ...value, delegateIds })}
      />
      <Textarea
        label="Automatic reply"
        placeholder="None"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2_000}
        value={value.reply}
        error={errors('reply')}
        onChange={({ currentTarget }) => onChange({ ...value, reply: currentTarget.value })}
      />
    </Stack>
  );
}
