// The hash library asks for this when it is read; Chromium has it from 93 on, and offices have 86.
const own = Object as unknown as Record<string, unknown>;
own.hasOwn = own.hasOwn || ((object: object, key: PropertyKey) => Object.getOwnPropertyDescriptor(object, key) !== undefined);
