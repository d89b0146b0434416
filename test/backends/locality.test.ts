import { describe, expect, it } from 'vitest';
import { readLocality } from '../../src/backends/locality.js';
import { readWispHubSettings } from '../../src/backends/wisphub/settings.js';
import { readWisproSettings } from '../../src/backends/wispro/settings.js';
import { isTimeZone } from '../../src/model/calendar.js';
import { countries } from '../../src/model/country.js';

const wispHub = { WISPHUB_URL: 'https://w.example', WISPHUB_API_KEY: 'k' };
const wispro = { WISPRO_MERCHANT: 'isp', WISPRO_TOKEN: 't' };

describe('a country', () => {
  it('without being set is the one each back end is commonly used in', () => {
    expect(readWispHubSettings(wispHub).settings?.locality).toEqual({
      ...{ country: 'CO', isCountryAssumed: true, currency: 'COP', timeZone: 'America/Bogota', phoneCountry: 'CO' },
    });
    expect(readWisproSettings(wispro).settings?.locality).toEqual({
      ...{
        country: 'AR',
        isCountryAssumed: true,
        currency: 'ARS',
        timeZone: 'America/Argentina/Buenos_Aires',
        phoneCountry: 'AR',
      },
    });
  });

  it('that is set gives both back ends their conventions, each of which may be overridden', () => {
    const mexico = { country: 'MX', currency: 'MXN', timeZone: 'America/Mexico_City', phoneCountry: 'MX' };
    expect(readWispHubSettings({ ...wispHub, COUNTRY: 'MX' }).settings?.locality).toEqual(mexico);
    expect(
      readWisproSettings({ ...wispro, COUNTRY: 'MX', TIMEZONE_WISPRO: 'America/Tijuana' }).settings?.locality,
    ).toEqual({
      ...mexico,
      timeZone: 'America/Tijuana',
    });
  });

  it('of one back end goes before that of the installation', () => {
    const environment = { ...wispro, COUNTRY: 'MX', COUNTRY_WISPRO: 'VE', CURRENCY_WISPRO: 'USD' };
    expect(readWisproSettings(environment).settings?.locality).toEqual({
      ...{ country: 'VE', currency: 'USD', timeZone: 'America/Caracas', phoneCountry: 'VE' },
    });
  });

  it.each(['XX', 'mx', 'México', ''])('(%j) that is not known is an issue, and none is assumed silently', (code) => {
    const { issues } = readWisproSettings({ ...wispro, COUNTRY_WISPRO: code });
    expect(issues).toEqual([
      expect.stringMatching(/^COUNTRY_WISPRO must be the ISO 3166 code of a country that is known: AR, BO/),
    ]);
  });

  it.each(Object.entries(countries))(
    '%s has a currency and a time zone that exist',
    (country, { currency, timeZone }) => {
      expect(isTimeZone(timeZone)).toBe(true);
      expect(Intl.supportedValuesOf('currency')).toContain(currency);
      expect(readLocality({}, { COUNTRY: country }, 'CO')).toMatchObject({ country, currency, timeZone });
    },
  );
});
