import { Fieldset, Group, NumberInput, Select, Stack, Switch } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { type CommitmentTerms, RENEWAL_PRICES, WHAT_FOLLOWS } from '@steward/shared';

/** What is there to begin with where a product is to have a term. */
const USUAL: CommitmentTerms = {
  months: 12,
  noticeDays: 30,
  noticeToMonthEnd: false,
  follows: 'RENEWS',
  renewalMonths: 12,
  renewalPrice: 'KEPT',
  windowDays: 14,
  remindDays: 30,
};

const FOLLOWS: Record<CommitmentTerms['follows'], string> = {
  MONTHLY: 'It runs on by the month',
  RENEWS: 'It renews',
  ENDS: 'It ends',
};
const PRICES: Record<CommitmentTerms['renewalPrice'], string> = {
  KEPT: 'The price it has',
  LIST: 'The price of new ones then',
};
const choices = <Word extends string>(words: readonly Word[], labels: Record<Word, string>) =>
  words.map((value) => ({ value, label: labels[value] }));

interface CommitmentFieldsProps<Values extends { commitment: CommitmentTerms | null }> {
  form: UseFormReturnType<Values>;
}

/** For how long a product is taken, by when notice is given, and what follows [C4]. */
export function CommitmentFields<Values extends { commitment: CommitmentTerms | null }>({
  form,
}: CommitmentFieldsProps<Values>) {
  const { commitment } = form.values;
  const field = (name: keyof CommitmentTerms) => form.getInputProps(`commitment.${name}`);
  const figure = (name: keyof CommitmentTerms, label: string, unit: string, description?: string) => (
    <NumberInput
      label={label}
      description={description}
      suffix={unit}
      min={0}
      allowDecimal={false}
      allowNegative={false}
      required
      {...field(name)}
    />
  );
  return (
    <>
      <Switch
        label="Taken for a time"
        description="With a minimum term or notice; otherwise it may end any day."
        checked={commitment !== null}
        onChange={({ currentTarget }) =>
          form.setFieldValue('commitment', (currentTarget.checked ? USUAL : null) as never)
        }
      />
      {commitment && (
        <Fieldset legend="Term">
          <Stack gap="sm">
            <Group grow align="flex-end">
              {figure('months', 'Minimum term', ' months', '0 asks for notice only.')}
              {figure('windowDays', 'May be cancelled freely in the first', ' days')}
            </Group>
            <Group grow align="flex-end">
              <Select
                label="What follows"
                required
                allowDeselect={false}
                data={choices(WHAT_FOLLOWS, FOLLOWS)}
                {...field('follows')}
              />
              {figure('noticeDays', 'Notice', ' days', 'Between the day of notice and the last day.')}
            </Group>
            {commitment.follows === 'MONTHLY' && (
              <Switch
                label="Notice to the end of a month"
                {...form.getInputProps('commitment.noticeToMonthEnd', { type: 'checkbox' })}
              />
            )}
            {commitment.follows === 'RENEWS' && (
              <Group grow align="flex-end">
                {figure('renewalMonths', 'Each further term', ' months')}
                <Select
                  label="At"
                  required
                  allowDeselect={false}
                  data={choices(RENEWAL_PRICES, PRICES)}
                  {...field('renewalPrice')}
                />
              </Group>
            )}
            {figure('remindDays', 'Reminder', ' days', 'Before the last day of notice; 0 is none.')}
          </Stack>
        </Fieldset>
      )}
    </>
  );
}
