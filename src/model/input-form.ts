/** Right values of inputs in words, for errors that name an input. */
export const clientIdForm = 'the id of a client, as its field `id` gives it';

export const documentForm =
  'an identity document of one person or company, 4 to 22 letters and digits, with or without its separators, and no placeholder that many share';

export const phoneForm = 'a phone number with its country code (+57 300 123 4567), or as it is dialled in the country';

export const emailForm = 'one e-mail address';

export const usernameForm = 'a user name of 1 to 100 letters, digits, spaces and . _ @ + -';
