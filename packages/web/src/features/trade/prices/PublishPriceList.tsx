import { TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { line, optional } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { date, plural } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { TextLink } from '../../../ui/links.tsx';
import type { PriceList, Version } from './PriceListPage.tsx';
import { audience } from './price-words.ts';

const PublishDocument = graphql(`
  mutation PublishPriceList($input: PublishPriceListInput!) {
    publishPriceList(input: $input) {
      id
      name
    }
  }
`);

const EffectDocument = graphql(`
  query PriceListEffect($versionId: ID!, $validFrom: Date) {
    priceListEffect(versionId: $versionId, validFrom: $validFrom) {
      subscriptions
      customers
      belowCost {
        product
        fromQuantity
      }
    }
  }
`);

const RULES = z.object({
  validFrom: z.string().min(1, 'Must be filled in.'),
  belowCost: optional(line(200)),
});

interface PublishPriceListProps {
  list: PriceList;
  draft: Version;
  onClose: () => void;
}

/** Lets a draft hold from a day on, after saying for whom and what keeps its price [C2]. */
export function PublishPriceList({ list, draft, onClose }: PublishPriceListProps) {
  const publish = useSend(PublishDocument, 'PriceList');
  const form = useSubmitForm({
    initialValues: { validFrom: later(draft.validFrom, today()), belowCost: '' },
    schema: RULES,
    send: ({ validFrom, belowCost }) =>
      publish({ input: { versionId: draft.id, validFrom, belowCost: belowCost || null } }),
    onDone: () => {
      notifications.show({ message: `Version ${draft.number} of ${list.name} is published.` });
      onClose();
    },
  });
  const { values, getInputProps } = form.form;
  const read = useRead(
    EffectDocument,
    { versionId: draft.id, validFrom: values.validFrom || null },
    { pause: !values.validFrom, types: ['PriceList', 'Subscription'] },
  );
  const effect = read.state === 'ready' ? read.data.priceListEffect : undefined;
  const below = effect?.belowCost ?? [];
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Publish version ${draft.number} of ${list.name}`}
      submitLabel={
        values.validFrom > today() ? `Publish from ${date(values.validFrom)}` : 'Publish from today'
      }
      form={form}
      summary={
        <FormSummary
          facts={[
            ['For', audience(list)],
            ['From', values.validFrom ? date(values.validFrom) : null],
          ]}
          effects={[
            'What is ordered from that day on costs this. A version that has been published is not changed any more; another one can take its place.',
            effect &&
              (effect.subscriptions === 0 ? (
                'No subscription that runs has another price.'
              ) : (
                <>
                  {plural(effect.subscriptions, 'subscription')} of {plural(effect.customers, 'customer')}{' '}
                  keep the price they have until you move them: tick them under{' '}
                  <TextLink to="/subscriptions" inherit>
                    Subscriptions
                  </TextLink>
                  .
                </>
              )),
            below.length > 0 &&
              `${below[0]?.product}${below.length > 1 ? ` and ${below.length - 1} others` : ''} would be sold below what it costs you.`,
          ]}
        />
      }
    >
      <DayField label="First day" required min={today()} {...getInputProps('validFrom')} />
      {below.length > 0 && (
        <TextInput
          label="Why some of it is sold below cost"
          description="It is kept with the version."
          required
          maxLength={200}
          {...getInputProps('belowCost')}
        />
      )}
    </FormModal>
  );
}

const later = (one: string, other: string): string => [one, other].toSorted().at(-1) ?? other;
