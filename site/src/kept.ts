// What is kept on this device, in IndexedDB. Each thing has a revision: who saves says which one he had read, so that two tabs do not
// overwrite each other unseen. Where the browser forbids the store, or it is full, the reason is given and the page works on.

export interface Kept<T> {
  item: T;
  revision: number;
  /** The device has not taken it: it is on this page only. */
  unsaved?: true;
}
export type KeepFault = "blocked" | "full" | "failed";
export type Result<T> = { ok: true; value: T } | { ok: false; fault: KeepFault; detail: string };
/** Saved under a new revision; or what somebody else has saved since, null where it was deleted. */
export type Saved<T> = { is: "saved"; revision: number } | { is: "conflict"; other: Kept<T> | null };

const table = "drafts";
/** A store that has not opened by then will not: some browsers never answer where they should refuse. */
const patience = 4000;

function faultOf(reason: unknown): { ok: false; fault: KeepFault; detail: string } {
  const name = reason instanceof DOMException || reason instanceof Error ? reason.name : "";
  const fault = name === "QuotaExceededError" ? "full" : name === "SecurityError" || name === "InvalidStateError" || name === "blocked" ? "blocked" : "failed";
  return { ok: false, fault, detail: String(reason) };
}

function open(database: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const blocked = () => {
      const error = new Error("IndexedDB");
      error.name = "blocked";
      reject(error);
    };
    if (typeof indexedDB === "undefined" || indexedDB === null) {
      blocked();
      return;
    }
    const request = indexedDB.open(database, 1);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      blocked();
    }, patience);
    request.onupgradeneeded = () => request.result.createObjectStore(table, { keyPath: "id" });
    request.onblocked = blocked;
    request.onerror = () => {
      clearTimeout(timer);
      reject(request.error);
    };
    request.onsuccess = () => {
      clearTimeout(timer);
      if (late) request.result.close();
      else resolve(request.result);
    };
  });
}

async function run<T>(database: string, mode: IDBTransactionMode, work: (things: IDBObjectStore, give: (value: T) => void) => void): Promise<Result<T>> {
  let opened: IDBDatabase | null = null;
  try {
    const handle = await open(database);
    opened = handle;
    const value = await new Promise<T>((resolve, reject) => {
      const transaction = handle.transaction(table, mode);
      let given: { value: T } | null = null;
      transaction.oncomplete = () => (given ? resolve(given.value) : reject(new Error("nothing was read")));
      // A request that fails ends in this too, and the transaction then has its error.
      transaction.onabort = () => reject(transaction.error ?? new Error("the browser gave up"));
      work(transaction.objectStore(table), (found) => {
        given = { value: found };
      });
    });
    return { ok: true, value };
  } catch (reason) {
    return faultOf(reason);
  } finally {
    opened?.close();
  }
}

export interface Shelf<T> {
  /** All of them, the one saved last first. */
  list(): Promise<Result<Kept<T>[]>>;
  read(id: string): Promise<Result<Kept<T> | null>>;
  /** Saves something of which `revision` was read last (0: it is new). */
  save(item: T, revision: number): Promise<Result<Saved<T>>>;
  remove(id: string): Promise<Result<true>>;
}

/** `asItem` takes what a browser kept, perhaps by an older page, and gives it back sound, or null. */
export function shelf<T extends { id: string; saved: string }>(database: string, asItem: (row: unknown) => T | null): Shelf<T> {
  const asKept = (row: unknown): Kept<T> | null => {
    const item = asItem(row);
    const revision = (row as { revision?: unknown } | undefined)?.revision;
    return item ? { item, revision: typeof revision === "number" ? revision : 0 } : null;
  };
  return {
    list: () =>
      run(database, "readonly", (things, give) => {
        const request = things.getAll();
        request.onsuccess = () => {
          const kept = (request.result as unknown[]).map(asKept).filter((one): one is Kept<T> => one !== null);
          give(kept.sort((a, b) => (a.item.saved < b.item.saved ? 1 : -1)));
        };
      }),
    read: (id) =>
      run(database, "readonly", (things, give) => {
        const request = things.get(id);
        request.onsuccess = () => give(asKept(request.result));
      }),
    save: (item, revision) =>
      run(database, "readwrite", (things, give) => {
        const before = things.get(item.id);
        before.onsuccess = () => {
          const found = (before.result as { revision?: number } | undefined)?.revision ?? 0;
          if (found !== revision) {
            give({ is: "conflict", other: asKept(before.result) });
            return;
          }
          things.put({ ...item, revision: revision + 1 });
          give({ is: "saved", revision: revision + 1 });
        };
      }),
    remove: (id) =>
      run(database, "readwrite", (things, give) => {
        things.delete(id);
        give(true);
      }),
  };
}
