import { Button, NumberInput, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { plural } from '../../../lib/format.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Section } from '../../../ui/Section.tsx';

const UndoDaysDocument = graphql(`
  query LeaverUndoDays($id: ID!) {
    company(id: $id) {
      id
      leaverUndoDays
    }
  }
`);

const SetUndoDaysDocument = graphql(`
  mutation SetLeaverUndoDays($input: SetLeaverUndoDaysInput!) {
    setLeaverUndoDays(input: $input) {
      id
      leaverUndoDays
    }
  }
`);

/** For how many days a company can undo that somebody has left, and the way to change it [U5]. */
export function UndoDays({ companyId }: { companyId: string }) {
  const read = useRead(UndoDaysDocument, { id: companyId }, { types: ['Company'] });
  const can = useCan();
  const [opened, { open, close }] = useDisclosure();
  const days = read.state === 'ready' ? read.data.company?.leaverUndoDays : undefined;
  if (days == null) return null;
  return (
    <Section
      title="Leavers"
      actions={
        can('LEAVER_WRITE') && (
          <Button variant="default" size="xs" onClick={open}>
            Change
          </Button>
        )
      }
    >
      <Text c="dimmed" fz="sm">
        That somebody has left can be undone for {plural(days, 'day')}.
      </Text>
      {opened && <SetUndoDays companyId={companyId} days={days} onClose={close} />}
    </Section>
  );
}

function SetUndoDays({ companyId, days, onClose }: { companyId: string; days: number; onClose: () => void }) {
  const set = useSend(SetUndoDaysDocument, 'Company');
  const form = useSubmitForm({
    initialValues: { days: days as number | string },
    send: (values) => set({ input: { companyId, days: Number(values.days) } }),
    onDone: () => {
      notifications.show({ message: 'It holds for those who leave from now on.' });
      onClose();
    },
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      title="For how long a leaving can be undone"
      submitLabel="Save"
      form={form}
    >
      <NumberInput
        label="Days"
        description="Between 1 and 90, from the day on which it is done. Whose leaving is confirmed already keeps the days it was confirmed with."
        required
        min={1}
        max={90}
        allowDecimal={false}
        {...form.form.getInputProps('days')}
      />
    </FormModal>
  );
}
