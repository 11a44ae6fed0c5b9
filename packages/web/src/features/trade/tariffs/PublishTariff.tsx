import { notifications } from '@mantine/notifications';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { count, date } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import type { Tariff, Version } from './TariffPage.tsx';
import { audience } from './tariff-words.ts';

const PublishDocument = graphql(`
  mutation PublishTariff($input: PublishTariffInput!) {
    publishTariff(input: $input) {
      id
      name
    }
  }
`);

interface PublishTariffProps {
  tariff: Tariff;
  draft: Version;
  onClose: () => void;
}

/** Lets a draft hold from a day on [B2]. */
export function PublishTariff({ tariff, draft, onClose }: PublishTariffProps) {
  const publish = useSend(PublishDocument, 'Tariff');
  const form = useSubmitForm({
    initialValues: { validFrom: [draft.validFrom, today()].toSorted().at(-1) ?? today() },
    schema: z.object({ validFrom: z.string().min(1, 'Must be filled in.') }),
    send: ({ validFrom }) => publish({ input: { versionId: draft.id, validFrom } }),
    onDone: () => {
      notifications.show({ message: `Version ${draft.number} of ${tariff.name} is published.` });
      onClose();
    },
  });
  const { validFrom } = form.form.values;
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Publish version ${draft.number} of ${tariff.name}`}
      submitLabel={validFrom > today() ? `Publish from ${date(validFrom)}` : 'Publish from today'}
      form={form}
      summary={
        <FormSummary
          facts={[
            ['For', audience(tariff)],
            ['From', validFrom ? date(validFrom) : null],
            ['Prefixes', count(draft.prefixCount)],
          ]}
          effects={[
            'Calls that begin from that day on cost this. A version that has been published is not changed any more; another one can take its place.',
            'Calls that were held because no prefix matched are charged by it.',
          ]}
        />
      }
    >
      <DayField label="First day" required min={today()} {...form.form.getInputProps('validFrom')} />
    </FormModal>
  );
}
