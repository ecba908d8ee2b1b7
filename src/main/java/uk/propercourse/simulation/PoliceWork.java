package uk.propercourse.simulation;

import static uk.propercourse.simulation.Workforce.DAY;
import static uk.propercourse.simulation.Workforce.HOUR;

import java.util.ArrayList;
import java.util.List;
import uk.propercourse.simulation.CaseBook.Case;
import uk.propercourse.simulation.CaseBook.Link;
import uk.propercourse.simulation.Population.Person;
import uk.propercourse.simulation.Population.Thing;
import uk.propercourse.simulation.Population.Vehicle;
import uk.propercourse.simulation.Workforce.Member;
import uk.propercourse.simulation.Workforce.Shift;
import uk.propercourse.simulation.Workforce.Unit;

/**
 * A force's honest days: what happens, who is sent and assigned, and what they look up for it. How much happens is for
 * each member of staff and day.
 */
final class PoliceWork {

    private static final double INCIDENTS = 0.14;
    private static final double STOPS = 0.11;
    private static final double DISCLOSURES = 0.29;
    private static final double APPLICATIONS = 0.055;
    private static final double REPORTS = 0.016;
    private static final double PROBLEMS = 0.05;
    private static final int BRIEFED = 60;
    private static final List<String> CATEGORIES = List.of(
            "THEFT", "DOMESTIC", "TRAFFIC", "ASB", "ASSAULT", "BURGLARY", "FRAUD", "PUBLIC_ORDER", "CRIMINAL_DAMAGE");

    private final Dice dice;
    private final Habits habits;
    private final Population population;
    private final Workforce workforce;
    private final CaseBook cases;
    private final HonestLookups lookups;
    private final AccessLog log;
    /** People whom the police meet again and again. */
    private final List<Person> known = new ArrayList<>();

    PoliceWork(
            Dice dice,
            Habits habits,
            Population population,
            Workforce workforce,
            CaseBook cases,
            HonestLookups lookups,
            AccessLog log) {
        this.dice = dice;
        this.habits = habits;
        this.population = population;
        this.workforce = workforce;
        this.cases = cases;
        this.lookups = lookups;
        this.log = log;
        for (int i = 0; i < workforce.members().size(); i++) {
            known.add(population.anyAdult());
        }
    }

    /** Everything of the day that begins then. */
    void day(long midnight) {
        int staff = workforce.members().size();
        repeat(INCIDENTS * staff, () -> incident(midnight + dice.between(0L, DAY - 1)));
        repeat(STOPS * staff, () -> stop(midnight + dice.between(0L, DAY - 1)));
        repeat(PROBLEMS * staff, () -> problem(midnight + dice.between(8 * HOUR, 17 * HOUR)));
        repeat(DISCLOSURES * staff, () -> desk("RECORDS", "DS", "DISCLOSURE", "SUBJECT", midnight, 6));
        repeat(APPLICATIONS * staff, () -> desk("LICENSING", "FL", "LICENSING", "APPLICANT", midnight, 6));
        repeat(REPORTS * staff, () -> report(midnight + dice.between(7 * HOUR, 18 * HOUR)));
        if ((midnight - workforce.start()) / DAY % 7 == 0) {
            workforce.units("RESPONSE").forEach(unit -> briefing(unit, midnight + 6 * HOUR));
            workforce.units("NEIGHBOURHOOD").forEach(unit -> briefing(unit, midnight + 6 * HOUR));
        }
        workforce.members().forEach(member -> inPassing(member, midnight));
    }

    private void repeat(double mean, Runnable event) {
        for (int i = dice.count(mean); i > 0; i--) {
            event.run();
        }
    }

    private Person party() {
        return dice.chance(0.3) ? dice.pick(known) : population.anybody();
    }

    private void incident(long at) {
        List<Member> controllers = workforce.onDuty("CONTROL_ROOM", at);
        List<Member> response = workforce.onDuty("RESPONSE", at);
        if (controllers.isEmpty() || response.isEmpty()) {
            return;
        }
        boolean missing = dice.chance(0.05);
        String category = missing ? "MISSING" : dice.pick(CATEGORIES);
        long closed = at + dice.between(3 * HOUR, 36 * HOUR);
        Case incident =
                cases.open(missing ? "MP" : "INC", missing ? "MISSING" : "INCIDENT", category, at, closed, null);
        Member controller = dice.pick(controllers);
        incident.assign("CONTROLLER", controller, at, 0, controller);
        Person first = party();
        link(incident, first.home(), at, "LOCATION");
        link(incident, first, at, dice.chance(0.5) ? "CALLER" : "VICTIM");
        if (dice.chance(0.45)) {
            Person second = dice.chance(0.4) && !first.kin().isEmpty() ? dice.pick(first.kin()) : party();
            link(incident, second, at, dice.chance(0.5) ? "SUSPECT" : "WITNESS");
        }
        Vehicle vehicle = population.anyVehicleOf(first);
        if (vehicle != null && dice.chance(0.5)) {
            link(incident, vehicle, at, "VEHICLE");
        }
        Member lead = response.get(0);
        Unit unit = dice.pick(response).unit();
        List<Member> crew = new ArrayList<>();
        for (int i = dice.between(1, 3); i > 0; i--) {
            List<Member> near = response.stream()
                    .filter(m -> m.unit().equals(unit) || dice.chance(0.02))
                    .toList();
            Member attending = dice.pick(near.isEmpty() ? response : near);
            if (!crew.contains(attending)) {
                crew.add(attending);
                long sent = at + dice.between(120L, 1_500L);
                incident.assign(
                        "ATTENDING",
                        attending,
                        sent,
                        sent + dice.between(HOUR, 5 * HOUR),
                        attending.lead() == null ? lead : attending.lead());
            }
        }
        lookUp(controller, incident, at + 60, 3 * HOUR, 4.4);
        crew.forEach(attending -> lookUp(attending, incident, at + 600, 4 * HOUR, 4.0));
        if (dice.chance(0.12)) {
            Member asked = dice.pick(controllers);
            lookups.look(asked, at + dice.between(600L, 2 * HOUR), thing(incident), incident, crew.get(0));
        }
        if (dice.chance(habits.crossUnitHelp() * 10)) {
            Member helper = dice.pick(response);
            lookups.help(helper, at + dice.between(600L, 3 * HOUR), thing(incident), incident);
        }
        if (!missing && dice.chance(0.3)) {
            crime(incident, crew.get(0), first);
        }
    }

    private void link(Case item, Thing thing, long at, String role) {
        long recorded = dice.chance(habits.lateLink())
                ? at + dice.wait(1.5 * DAY)
                : dice.chance(0.25) ? at + dice.between(2 * HOUR, 20 * HOUR) : at + dice.between(60L, 1_800L);
        item.link(thing, recorded, null, role);
    }

    private Thing thing(Case item) {
        return item.links().isEmpty()
                ? population.anybody()
                : dice.pick(item.links()).thing();
    }

    /** Looks for a case within a span, on what is linked to it and now and then on what is near that. */
    private void lookUp(Member who, Case work, long from, long span, double mean) {
        for (int i = dice.count(dice.uneven(mean)); i > 0; i--) {
            Thing thing = thing(work);
            long at = from + dice.between(0L, span);
            if (who.isOnDuty(at) || dice.chance(habits.overrun() * 4)) {
                lookups.look(who, at, dice.chance(0.12) ? lookups.near(thing) : thing, work);
            }
        }
    }

    private void crime(Case incident, Member attended, Person victim) {
        String kind =
                incident.category().equals("DOMESTIC") ? "PUBLIC_PROTECTION" : dice.chance(0.6) ? "CID" : "RESPONSE";
        long opened = incident.opened() + HOUR;
        Member oic = kind.equals("RESPONSE") ? attended : dice.pick(workforce.ofKind(kind));
        Shift shift = oic.nextShift(opened);
        if (shift == null) {
            return;
        }
        long assigned = Math.max(opened, shift.start()) + dice.between(600L, 3 * HOUR);
        Case crime = cases.open("CR", "CRIME", incident.category(), opened, 0, oic.unit());
        crime.assign("OIC", oic, assigned, 0, oic.lead() == null ? oic : oic.lead());
        incident.links()
                .forEach(link -> crime.link(link.thing(), assigned + dice.between(60L, 2 * HOUR), oic, "SUBJECT"));
        if (dice.chance(0.35)) {
            crime.link(party(), assigned + dice.between(DAY, 10 * DAY), oic, "SUSPECT");
        }
        if (dice.chance(0.25)) {
            crime.assign("INVESTIGATOR", oic.unit(), assigned, 0);
        }
        investigate(oic, crime, assigned);
        if (crime.assignments().size() > 1) {
            investigate(dice.pick(workforce.of(oic.unit())), crime, assigned + DAY);
        }
        if (incident.category().equals("DOMESTIC")) {
            victim.mark("DA_VICTIM");
        }
        if (dice.chance(0.25)) {
            custody(dice.pick(crime.links()), incident.category(), assigned + dice.between(HOUR, 3 * DAY));
        }
    }

    /** Over weeks, on duty, less and less; most of it leaves a trace on the case. */
    private void investigate(Member who, Case crime, long from) {
        for (int i = dice.count(dice.uneven(11)); i > 0; i--) {
            Shift shift = who.nextShift(from + dice.wait(5.0 * DAY));
            if (shift == null || crime.links().isEmpty()) {
                return;
            }
            Link link = dice.pick(crime.links());
            long at = Math.max(from, shift.start()) + dice.between(0L, 8 * HOUR);
            if (at < link.at() && dice.chance(1 - habits.lateLink())) {
                continue;
            }
            lookups.look(who, at, dice.chance(0.12) ? lookups.near(link.thing()) : link.thing(), crime);
            if (dice.chance(habits.product())) {
                log.addCase(who, at + dice.between(60L, HOUR), dice.chance(0.7) ? "UPDATE" : "CREATE", crime.ref());
            }
        }
        Member lead = who.lead();
        if (lead != null && dice.chance(0.3)) {
            Shift review = lead.nextShift(from + 2 * DAY);
            if (review != null) {
                log.addCase(lead, review.start() + dice.between(HOUR, 7 * HOUR), "VIEW", crime.ref());
            }
        }
    }

    private void custody(Link arrested, String category, long at) {
        List<Member> onDuty = workforce.onDuty("CUSTODY", at);
        if (onDuty.isEmpty() || !(arrested.thing() instanceof Person person)) {
            return;
        }
        Member sergeant = dice.pick(onDuty);
        Case detention = cases.open("CU", "CUSTODY", category, at, at + 20 * HOUR, null);
        detention.link(person, at + dice.between(300L, 1_500L), null, "DETAINEE");
        detention.assign("CUSTODY", sergeant, at, at + DAY, sergeant);
        detention.assign("CUSTODY", sergeant.unit(), at, at + DAY);
        for (Member member : workforce.of(sergeant.unit())) {
            if (dice.chance(0.3)) {
                lookUp(member, detention, at + 300, 18 * HOUR, 2);
            }
        }
    }

    private void stop(long at) {
        List<Member> pool = new ArrayList<>(workforce.onDuty("ROADS", at));
        pool.addAll(workforce.onDuty("NEIGHBOURHOOD", at));
        if (pool.isEmpty() || dice.chance(0.3)) {
            pool.addAll(workforce.onDuty("RESPONSE", at));
        }
        if (pool.isEmpty()) {
            return;
        }
        Member who = dice.pick(pool);
        Person driver = population.anyAdult();
        Vehicle vehicle = population.anyVehicleOf(driver);
        Thing stopped = vehicle == null ? driver : vehicle;
        if (dice.chance(habits.unrecordedStop())) {
            lookups.outside(who, at, stopped);
            return;
        }
        Case task = cases.open("TK", "TASK", "STOP", at - dice.between(30L, 300L), 0, who.unit());
        long recorded = dice.chance(0.2) ? at + dice.wait(0.7 * DAY) : at + dice.between(120L, 1_200L);
        task.assign("ATTENDING", who, task.opened(), 0, who);
        task.link(stopped, recorded, who, vehicle == null ? "SUBJECT" : "VEHICLE");
        task.link(driver, recorded + 60, who, "SUBJECT");
        lookups.look(who, at, stopped, task);
        if (dice.chance(0.7)) {
            lookups.look(who, at + dice.between(60L, 600L), driver, task);
        }
    }

    private void problem(long at) {
        List<Member> pool = workforce.onDuty("NEIGHBOURHOOD", at);
        if (pool.isEmpty()) {
            return;
        }
        Member who = dice.pick(pool);
        Case task = cases.open("TK", "TASK", "PROBLEM", at - 1_800, 0, who.unit());
        Person person = party();
        task.assign("OIC", who, task.opened(), 0, who);
        task.link(person.home(), at - 1_200, who, "LOCATION");
        task.link(person, at - 900, who, "SUBJECT");
        lookUp(who, task, at, 3 * HOUR, 3);
    }

    private void desk(String kind, String prefix, String caseKind, String role, long midnight, double mean) {
        List<Member> pool = workforce.onDuty(kind, midnight + 11 * HOUR);
        if (pool.isEmpty()) {
            return;
        }
        Member who = dice.pick(pool);
        long at = midnight + dice.between(9 * HOUR + HOUR / 2, 16 * HOUR);
        Case item = cases.open(prefix, caseKind, "", at - 600, 0, who.unit());
        item.assign("OIC", who, at - 600, 0, who.lead() == null ? who : who.lead());
        Person person = population.anyAdult();
        item.link(person, at - dice.between(0L, 500L), who, role);
        if (dice.chance(0.5)) {
            item.link(person.home(), at + 60, who, "LOCATION");
        }
        lookUp(who, item, at, HOUR, mean);
    }

    private void report(long at) {
        List<Member> pool = workforce.onDuty("INTELLIGENCE", at);
        if (pool.isEmpty()) {
            return;
        }
        Member who = dice.pick(pool);
        Case item = cases.open("IN", "INTEL", "", at, 0, who.unit());
        item.assign("ANALYST", who, at, 0, who.lead() == null ? who : who.lead());
        Person person = dice.pick(known);
        item.link(person, at + 600, who, "SUBJECT");
        person.associates().stream().limit(2).forEach(other -> item.link(other, at + HOUR, who, "SUBJECT"));
        lookUp(who, item, at, 5 * HOUR, 11);
    }

    private void briefing(Unit unit, long at) {
        Case item = cases.open("BR", "BRIEFING", "", at, at + 7 * DAY, null);
        item.assign("AUDIENCE", unit, at, at + 7 * DAY);
        for (int i = 0; i < BRIEFED; i++) {
            item.link(dice.pick(known), at, null, "SUBJECT");
        }
        for (Member member : workforce.of(unit)) {
            for (int i = dice.count(1.2); i > 0; i--) {
                Shift shift = member.shift(dice, at, at + 7 * DAY);
                if (shift != null) {
                    lookups.look(member, shift.start() + dice.between(0L, 2 * HOUR), thing(item), item);
                }
            }
        }
    }

    /** What somebody looks up because somebody asked in passing. */
    private void inPassing(Member member, long midnight) {
        Shift shift = member.shift(dice, midnight, midnight + 2 * DAY);
        if (shift == null || !dice.chance(habits.verbalRequest() * 3)) {
            return;
        }
        long at = shift.start() + dice.between(0L, 8 * HOUR);
        Thing thing = dice.chance(0.5) ? party() : thing(dice.pick(cases.list()));
        lookups.outside(member, at, thing);
    }

    /** A killing that everybody talks about; its people are marked. */
    Case famousCase(long at) {
        List<Unit> teams = workforce.units("MAJOR_CRIME");
        Case famous = cases.open("CR", "CRIME", "HOMICIDE", at, 0, teams.get(0));
        famous.assign("INVESTIGATOR", teams.get(0), at, 0);
        for (int i = 0; i < 2; i++) {
            Person person = population.anyAdult();
            person.mark("HIGH_PROFILE");
            famous.link(person, at + dice.between(60L, 1_200L), null, "SUBJECT");
        }
        for (Member member : workforce.of(teams.get(0))) {
            investigate(member, famous, at + HOUR);
        }
        return famous;
    }
}
