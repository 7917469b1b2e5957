import { render } from "preact";
import "./styles/theme.css";
import "./styles/frame.css";
import "./styles/parts.css";
import "./styles/controls.css";
import "./styles/tables.css";
import "./styles/bridge.css";
import "./styles/alarm.css";
import "./styles/home.css";
import "./styles/sensors.css";
import "./styles/live.css";
import "./styles/twin.css";
import "./styles/system.css";
import { connect, snapshot } from "./station/connection";
import type { Snapshot } from "./station/snapshot";
import { route, type Tab } from "./route";
import { Frame } from "./parts/frame";
import { Empty } from "./parts/basics";
import { Home } from "./pages/home";
import { Sensors } from "./pages/sensors";
import { Live } from "./pages/live";
import { Twin } from "./pages/twin";
import { System } from "./pages/system";
import { t } from "./text";

const PAGES: Record<Tab, (props: { station: Snapshot }) => preact.JSX.Element> = { home: Home, sensors: Sensors, live: Live, twin: Twin, system: System };

function App() {
  const { tab } = route.value;
  const Page = PAGES[tab];
  const station = snapshot.value;
  return (
    <Frame>
      <h1 class="visually-hidden">{t.tabs[tab]}</h1>
      {station ? <Page station={station} key={tab} /> : <Empty {...t.noData} />}
    </Frame>
  );
}

connect();
render(<App />, document.getElementById("app")!);
