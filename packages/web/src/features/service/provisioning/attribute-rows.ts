import { spoken } from '../../../lib/words.ts';

interface Attribute {
  attribute: string;
  label: string;
  value: string;
}

interface Compared {
  desired: readonly Attribute[] | null;
  observed: readonly Attribute[] | null;
  drift: readonly { attribute: string }[] | null;
  acceptedDrift: readonly { attribute: string }[] | null;
}

export interface AttributeRow {
  attribute: string;
  label: string;
  desired: string | undefined;
  observed: string | undefined;
  differs: boolean;
  accepted: boolean;
}

/** What is to be and what is, property by property; what differs comes first. */
export function attributeRows({ desired, observed, drift, acceptedDrift }: Compared): AttributeRow[] {
  const wanted = new Map((desired ?? []).map((one) => [one.attribute, one]));
  const found = new Map((observed ?? []).map((one) => [one.attribute, one]));
  const among = (those: readonly { attribute: string }[] | null, attribute: string): boolean =>
    those?.some((one) => one.attribute === attribute) ?? false;
  return [...new Map([...found, ...wanted]).values()]
    .map(({ attribute, label }) => ({
      attribute,
      // What a product asks to be chosen has no words of its own here.
      label: label === attribute ? spoken(attribute) : label,
      desired: wanted.get(attribute)?.value,
      observed: found.get(attribute)?.value,
      differs: among(drift, attribute),
      accepted: among(acceptedDrift, attribute),
    }))
    .sort((a, b) => Number(b.differs) - Number(a.differs) || a.label.localeCompare(b.label));
}
