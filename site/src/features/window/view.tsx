// 绩效之窗: the ranking with what chooses it, and a unit's card beside it, or in its place where there is no room for both.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { groupDigits } from "../../format";
import { say } from "../../i18n";
import { Later } from "../../later";
import { DiagnosticList } from "../../ui/diagnostics";
import { Chooser, FigureText, GradeBadge, Say } from "../../ui/parts";
import { CardPane } from "./card";
import { PartsLegend, RankingTable } from "./ranking";
import { initialsOf } from "./initials";
import { type Tab, type WindowProps, filterGroup, findUnit, gradeOf, itemsOf, mineOf, sheetsOf, showTab, titleOf, toggleTools } from "./state";

const allTabs: Tab[] = ["table", "ranking", "distribution", "outcomes"];

function Tabs({ state, view, t, actions }: WindowProps) {
  const tabs = allTabs.filter((tab) => tab !== "outcomes" || sheetsOf(view).length > 0);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(state.window.tab) + step + tabs.length) % tabs.length] as Tab;
    actions.window(showTab(next));
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div role="tablist" aria-label={t.tabsLabel} class="tabs">
      {tabs.map((tab) => (
        <button
          key={tab}
          id={`tab-${tab}`}
          type="button"
          role="tab"
          aria-selected={state.window.tab === tab}
          aria-controls="ranking-panel"
          tabIndex={state.window.tab === tab ? 0 : -1}
          onClick={() => actions.window(showTab(tab))}
          onKeyDown={onKeyDown}
        >
          {t.tabs[tab]}
        </button>
      ))}
    </div>
  );
}

/** Opens the best match of a text. It is drawn by the second script, some frames later: what stands there before is of another text. */
function openBest(text: string, tries = 60): void {
  const found = document.querySelector<HTMLElement>(".found");
  if (found?.dataset.find === text) found.querySelector("a")?.click();
  else if (tries > 0) setTimeout(() => openBest(text, tries - 1), 50);
}

/** The search box keeps what is being typed to itself and passes it on when the typing rests. */
function Find({ state, view, t, actions }: WindowProps) {
  const kept = state.window.find;
  const [text, setText] = useState(kept);
  // What was sent from here comes back as state, perhaps after more was typed: only what others set replaces the text.
  const sent = useRef([kept]);
  // Set and cleared as one types, not in an effect: what was typed first must not be sent after what was typed last.
  const resting = useRef(0);
  const send = (wanted: string) => {
    window.clearTimeout(resting.current);
    sent.current.push(wanted);
    actions.window(findUnit(wanted));
  };
  const type = (wanted: string) => {
    setText(wanted);
    window.clearTimeout(resting.current);
    resting.current = window.setTimeout(() => send(wanted), 120);
  };
  useEffect(() => {
    const own = sent.current.indexOf(kept);
    if (own >= 0) sent.current.splice(0, own + 1);
    else {
      window.clearTimeout(resting.current);
      setText(kept);
    }
  }, [kept]);
  useEffect(() => () => window.clearTimeout(resting.current), []);
  // Whether the dataset has initials is looked up when the page has been drawn.
  const [spelt, setSpelt] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setSpelt(initialsOf(state.board, view.cls.id).size > 0), 50);
    return () => clearTimeout(timer);
  }, [state.board, view.cls.id]);
  return (
    <label class="field find" for="find">
      <span class="field-label">{t.find}</span>
      <input
        id="find"
        type="search"
        autocomplete="off"
        placeholder={spelt ? t.findHint : t.findHintPlain}
        title={spelt ? t.findKey : `${t.findPlain}${t.findKey}`}
        value={text}
        onInput={(event) => type((event.currentTarget as HTMLInputElement).value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && text.trim() !== "" && !event.isComposing) {
            send(text);
            openBest(text);
          }
          if (event.key === "Escape" && text !== "") {
            event.stopPropagation();
            setText("");
            send("");
          }
        }}
      />
    </label>
  );
}

function Controls(props: WindowProps) {
  const { state, view } = props;
  const slim = state.layout === "wide" && view.unit !== "";
  return (
    <div class="controls">
      {!slim && <Tabs {...props} />}
      {(slim || state.window.tab !== "outcomes") && <RankingControls {...props} />}
    </div>
  );
}

function RankingControls(props: WindowProps) {
  const { state, view, t, lang, actions } = props;
  const { cls } = view;
  return (
    <>
      <Chooser id="rank-by" label={t.rankBy} value={view.item} onChange={(item) => actions.go({ item: item === view.root ? "" : item })}>
        {itemsOf(view).map(({ node, depth }) => (
          <option key={node.id} value={node.id}>
            {"\u3000".repeat(Math.max(0, depth - 1))}
            {say(node.title, lang)}
          </option>
        ))}
      </Chooser>
      {cls.groups.length > 1 && (
        <Chooser id="group" label={t.group} value={state.window.group} onChange={(group) => actions.window(filterGroup(group))}>
          <option value="">{t.allGroups}</option>
          {cls.groups.map((group) => (
            <option key={group.id} value={group.id}>
              {say(group.title, lang)}
            </option>
          ))}
        </Chooser>
      )}
      <Find {...props} />
    </>
  );
}

function Counts({ state, view, t, lang, actions }: WindowProps) {
  const { rows, group, find, picking, tools } = state.window;
  if (!rows) return <p class="counts">{"\u00a0"}</p>;
  const out = rows.total - rows.ranked;
  return (
    <p class="counts">
      <span role="status">
        {t.shownOf(groupDigits(String(rows.matched)), groupDigits(String(rows.total)), groupDigits(String(rows.ranked)))}
        {out > 0 ? ` · ${t.unranked(String(out))}` : ""}
      </span>
      {(group !== "" || find !== "") && (
        <button type="button" class="quiet-button" onClick={() => actions.window((window) => ({ ...window, group: "", find: "", from: 0 }))}>
          {t.clearFilter}
        </button>
      )}
      {view.item !== view.root && (
        <button type="button" class="quiet-button" onClick={() => actions.go({ item: "" })}>
          {t.backToTotal(titleOf(view.cls, view.root, lang))}
        </button>
      )}
      {view.unit === "" && (
        <span class="tool-buttons">
          {rows.total > 1 && (
            <button
              type="button"
              class="quiet-button"
              id="pick-two"
              aria-pressed={picking !== null}
              onClick={() => actions.window((window) => ({ ...window, tab: "table", picking: picking === null ? "" : null }))}
            >
              {picking === null ? t.pickTwo : t.pickStop}
            </button>
          )}
          <button type="button" class="quiet-button" id="tools" aria-expanded={tools} onClick={() => actions.window(toggleTools)}>
            {t.tools}
          </button>
        </span>
      )}
    </p>
  );
}

function MyUnit({ state, view, t, lang, actions }: WindowProps) {
  const mine = mineOf(state, view);
  const card = state.window.mine;
  if (!mine) return null;
  const grade = card ? gradeOf(view, card.outcomes) : undefined;
  const place = card?.outcomes.find((outcome) => outcome.node === view.place);
  return (
    <p class="my-unit">
      <span class="mine-mark">
        <span aria-hidden="true">★ </span>
        {t.mine}
      </span>
      {card && card.unit === mine ? (
        <>
          <a href={actions.link({ unit: mine, node: "" })}>
            <Say text={card.name} lang={lang} />
          </a>
          <span>{place?.status === "known" ? t.placeOf(say(place.label, lang), String(place.of)) : t.notRanked}</span>
          <strong>
            <FigureText figure={card.tree.points} status={card.tree.status} t={t} />
          </strong>
          {grade && <GradeBadge outcome={grade} lang={lang} t={t} />}
        </>
      ) : (
        <span>{t.rowPending}</span>
      )}
    </p>
  );
}

export function WindowView(props: WindowProps) {
  const { state, view, t, lang } = props;
  const { tab, failures, picking } = state.window;
  const open = view.unit !== "";
  const showRanking = !open || state.layout === "wide";
  const slim = open && state.layout === "wide";
  // Where the ranking was scrolled to when a card took its place, for the way back. The page's own place is noted as it
  // scrolls: by the time this is drawn, the page head has already changed its height.
  const place = useRef({ open, page: 0, box: 0 });
  if (open && !place.current.open) {
    place.current.box = document.querySelector(".table-box")?.scrollTop ?? 0;
  }
  place.current.open = open;
  useEffect(() => {
    const note = () => {
      if (!place.current.open) place.current.page = window.scrollY;
    };
    window.addEventListener("scroll", note, { passive: true });
    return () => window.removeEventListener("scroll", note);
  }, []);
  useLayoutEffect(() => {
    if (open) return;
    const box = document.querySelector(".table-box");
    if (box && place.current.box > 0) box.scrollTop = place.current.box;
    if (place.current.page > 0) window.scrollTo(0, place.current.page);
  }, [open]);
  const failure = tab === "outcomes" && !slim ? undefined : tab === "distribution" && !slim ? failures.histogram : failures.rows;
  if (view.other) return <Later name="pair" props={props} />;
  return (
    <div class={`window ${open ? "with-card" : ""}`}>
      {showRanking && (
        <section class="ranking-pane" aria-labelledby="ranking-title">
          <h2 id="ranking-title" class="sr">
            {t.ranking}
          </h2>
          <MyUnit {...props} />
          <Controls {...props} />
          {(slim || tab !== "outcomes") && <Counts {...props} />}
          {!open && picking !== null && <p role="status">{t.picking(say(view.cls.units.find((unit) => unit.id === picking)?.name, lang))}</p>}
          {state.window.find.trim() !== "" && <Later name="found" props={props} />}
          {!open && state.window.tools && <Later name="tools" props={props} />}
          <div id="ranking-panel" {...(slim ? {} : { role: "tabpanel", "aria-labelledby": `tab-${tab}` })}>
            {failure && <DiagnosticList diagnostics={failure} lang={lang} t={t} />}
            {!failure && (tab === "table" || slim) && (
              <>
                {!slim && <PartsLegend {...props} />}
                <RankingTable {...props} />
              </>
            )}
            {!failure && tab === "ranking" && !slim && <Later key="ranking" name="ranking" props={props} />}
            {!failure && tab === "distribution" && !slim && <Later key="distribution" name="distribution" props={props} />}
            {tab === "outcomes" && !slim && <Later key="sheet" name="sheet" props={props} />}
          </div>
        </section>
      )}
      {open && <CardPane {...props} />}
    </div>
  );
}
