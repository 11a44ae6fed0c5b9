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

const MendDocument = graphql(`
  mutation MendTariff($input: MendTariffInput!) {
    mendTariff(input: $input) {
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

/** Lets a draft hold from a day on, or on days that have passed in place of what held then [B2]. */
export function PublishTariff({ tariff, draft, onClose }: PublishTariffProps) {
  const publish = useSend(PublishDocument, 'Tariff');
  const mend = useSend(MendDocument, 'Tariff');
  const first = firstDayOf(tariff);
  const form = useSubmitForm({
    initialValues: { validFrom: [draft.validFrom, today()].toSorted().at(-1) ?? today() },
    schema: z.object({ validFrom: z.string().min(1, 'Must be filled in.') }),
    send: async ({ validFrom }) => {
      const input = { versionId: draft.id, validFrom };
      await (validFrom < today() ? mend({ input }) : publish({ input }));
    },
    onDone: () => {
      notifications.show({ message: `Version ${draft.number} of ${tariff.name} is published.` });
      onClose();
    },
  });
  const { validFrom } = form.form.values;
  const past = validFrom !== '' && validFrom < today();
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Publish version ${draft.number} of ${tariff.name}`}
      submitLabel={
        past
          ? `Mend since ${date(validFrom)}`
          : validFrom > today()
            ? `Publish from ${date(validFrom)}`
            : 'Publish from today'
      }
      form={form}
      summary={
        <FormSummary
          facts={[
            ['For', audience(tariff)],
            ['From', validFrom ? date(validFrom) : null],
            ['Prefixes', count(draft.prefixCount)],
          ]}
          effects={[
            ...(past
              ? [
                  'What held on those days is replaced until the next version begins. Calls that were charged by it stay as they are until you re-rate them.',
                ]
              : []),
            'Calls that begin from that day on cost this. A version that has been published is not changed any more; another one can take its place.',
            'Calls that were held because no prefix matched are charged by it.',
          ]}
        />
      }
    >
      <DayField
        label="First day"
        description={first ? 'A day that has passed mends what held then.' : undefined}
        required
        min={first ?? today()}
        {...form.form.getInputProps('validFrom')}
      />
    </FormModal>
  );
}

/** The day since which a tariff has held; undefined if it has not begun. */
const firstDayOf = ({ versions }: Tariff): string | undefined =>
  versions
    .filter(({ standing, validFrom }) => standing !== 'DRAFT' && validFrom < today())
    .map(({ validFrom }) => validFrom)
    .toSorted()[0];
