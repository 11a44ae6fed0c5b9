import { invalidRequest, type StripeFailure } from './failure.ts';
import type { FormValue } from './form.ts';

/** Reads one parameter, or throws the refusal that Stripe would answer with. `param` is its full name, `a[b][0]`. */
export type Reader<T> = (value: FormValue | undefined, param: string) => T;

type Shape = Readonly<Record<string, Reader<unknown>>>;
export type Read<R> = R extends Reader<infer T> ? T : never;

function single(value: FormValue | undefined, param: string): string {
  if (value === undefined) throw missing(param);
  if (typeof value !== 'string') throw invalidRequest('Invalid string', { param });
  if (value === '') {
    const message = `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`;
    throw invalidRequest(message, { code: 'parameter_invalid_empty', param });
  }
  return value;
}

export function missing(param: string): StripeFailure {
  return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
}

export function optional<T>(reader: Reader<T>): Reader<T | undefined> {
  return (value, param) => (value === undefined ? undefined : reader(value, param));
}

export function text({ max }: { readonly max: number }): Reader<string> {
  return (value, param) => {
    const given = single(value, param);
    if (given.length > max) {
      throw invalidRequest(`Invalid string: must be at most ${max} characters`, { param });
    }
    return given;
  };
}

export function integer({ min, max }: { readonly min: number; readonly max: number }): Reader<number> {
  return (value, param) => {
    const given = single(value, param);
    const refuse = (message: string) => invalidRequest(message, { code: 'parameter_invalid_integer', param });
    if (!/^-?\d{1,15}$/.test(given)) throw refuse(`Invalid integer: ${given}`);
    const number = Number(given);
    if (number < min) throw refuse(`This value must be greater than or equal to ${min}.`);
    if (number > max) throw refuse(`This value must be less than or equal to ${max}.`);
    return number;
  };
}

export function boolean(): Reader<boolean> {
  return (value, param) => {
    const given = single(value, param);
    if (given !== 'true' && given !== 'false') throw invalidRequest(`Invalid boolean: ${given}`, { param });
    return given === 'true';
  };
}

export function oneOf<const T extends string>(...values: readonly T[]): Reader<T> {
  return (value, param) => {
    const given = single(value, param);
    const found = values.find((candidate) => candidate === given);
    if (!found) throw invalidRequest(`Invalid ${param}: must be one of ${values.join(', ')}`, { param });
    return found;
  };
}

/** An absolute http or https address; returned as it was written, with any `{CHECKOUT_SESSION_ID}` in it. */
export function webAddress(): Reader<string> {
  return (value, param) => {
    const given = text({ max: 5_000 })(value, param);
    const url = URL.parse(given);
    if (!url || !/^https?:$/.test(url.protocol) || !/^https?:\/\//i.test(given)) {
      throw invalidRequest('Not a valid URL', { code: 'url_invalid', param });
    }
    return given;
  };
}

export function email(): Reader<string> {
  return (value, param) => {
    const given = text({ max: 800 })(value, param);
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(given)) {
      throw invalidRequest(`Invalid email address: ${given}`, { code: 'email_invalid', param });
    }
    return given;
  };
}

/** Up to 50 keys of up to 40 characters, values up to 500 (https://docs.stripe.com/api/metadata). */
export function metadata(): Reader<Record<string, string>> {
  return (value, param) => {
    if (value === undefined || typeof value === 'string') throw invalidRequest('Invalid object', { param });
    const entries = Object.entries(value);
    if (entries.length > 50) throw invalidRequest('Metadata can have up to 50 keys', { param });
    return Object.fromEntries(
      entries.map(([key, given]) => {
        const name = `${param}[${key}]`;
        if (key.length > 40)
          throw invalidRequest('Metadata keys must be at most 40 characters', { param: name });
        return [key, text({ max: 500 })(given, name)];
      }),
    );
  };
}

export function list<T>(reader: Reader<T>, { max }: { readonly max: number }): Reader<T[]> {
  return (value, param) => {
    if (value === undefined) throw missing(param);
    if (typeof value === 'string') throw invalidRequest('Invalid array', { param });
    const keys = Object.keys(value);
    if (keys.some((key, index) => key !== String(index))) throw invalidRequest('Invalid array', { param });
    if (keys.length > max) throw invalidRequest(`Array can have at most ${max} entries`, { param });
    return keys.map((key) => reader(value[key], `${param}[${key}]`));
  };
}

/** A group of named parameters; a name that is not in the shape is refused. The outermost group has no name. */
export function group<S extends Shape>(shape: S): Reader<{ [K in keyof S]: Read<S[K]> }> {
  return (value, param) => {
    if (value === undefined) throw missing(param);
    if (typeof value === 'string') throw invalidRequest('Invalid object', { param });
    const full = (key: string) => (param ? `${param}[${key}]` : key);
    const unknown = Object.keys(value).find((key) => !Object.hasOwn(shape, key));
    if (unknown !== undefined) {
      const name = full(unknown);
      throw invalidRequest(`Received unknown parameter: ${name}`, { code: 'parameter_unknown', param: name });
    }
    const read = Object.entries(shape).map(([key, reader]) => [key, reader(value[key], full(key))]);
    return Object.fromEntries(read) as { [K in keyof S]: Read<S[K]> };
  };
}
