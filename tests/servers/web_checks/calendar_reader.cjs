// Reads a calendar from its input as Thunderbird does, knowing no zone but those in it, and tells of each event, a line each.
const ICAL = require("ical.js");

const held = new ICAL.Component(ICAL.parse(require("fs").readFileSync(0, "utf8")));
for (const each of held.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(each);
for (const each of held.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(each, { strictExceptions: true });
  const [begins, ends] = [event.startDate, event.endDate].map((at) => at.toJSDate().toISOString());
  console.log(JSON.stringify({ uid: event.uid, begins, ends, title: event.summary, place: event.location }));
}
