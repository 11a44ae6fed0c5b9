import { Fragment } from 'react';

export interface PostalAddress {
  line1: string;
  line2: string | null;
  city: string;
  county: string | null;
  postcode: string;
  /** ISO 3166 alpha-2 */
  country: string;
}

const countries = new Intl.DisplayNames(undefined, { type: 'region' });

/** A postal address, one line each; the country only where it is not the United Kingdom. */
export function AddressText({ address }: { address: PostalAddress }) {
  const { line1, line2, city, county, postcode, country } = address;
  const lines = [line1, line2, city, county, postcode, country === 'GB' ? null : countries.of(country)];
  return lines
    .filter((line) => line)
    .map((line) => (
      <Fragment key={line}>
        {line}
        <br />
      </Fragment>
    ));
}
