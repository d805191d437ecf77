// The client starts here.
import { mount } from "svelte";
import App from "./App.svelte";
import { mishap } from "./care/mishap.svelte";
import { registerServiceWorker } from "./offline/service-worker";
import { watchArrivals } from "./ui/arrival";
import { comfort } from "./ui/comfort.svelte";
import { router } from "./ui/router.svelte";
import "./ui/tokens.css";
import "./ui/base.css";
import "./ui/letters.css";

const target = document.getElementById("app");
if (!target) throw new Error("index.html has no #app");

mishap.watch();
comfort.start();
router.start();
watchArrivals(target);
mount(App, { target });
registerServiceWorker();
