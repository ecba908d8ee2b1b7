package uk.propercourse.simulation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The people, places and vehicles of a synthetic force's area: households in streets, kin elsewhere, associates. Addresses
 * lie in postcodes that do not exist ({@code QX}); telephone numbers are from Ofcom's range for drama.
 */
final class Population {

    private static final List<String> STREETS = List.of(
            "Queen Road", "Mill Lane", "Station Street", "Church View", "High Lane", "Park Avenue", "Bridge Street");
    private static final String LETTERS = "ABDEFGHJLNPQRSTUWXYZ";
    private static final int HOUSES = 22;

    private final Dice dice;
    private final Names names;
    private final List<Person> people = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final List<Vehicle> vehicles = new ArrayList<>();
    private final Map<String, List<Person>> byName = new HashMap<>();

    /** What a record can be about. */
    interface Thing {
        String type();

        String id();
    }

    /** Somebody in the area. */
    static final class Person implements Thing {
        private final String id;
        private final String first;
        private final String last;
        private final LocalDate born;
        private final String phone;
        private Place home;
        private final Set<String> markers = new TreeSet<>();
        private final List<Person> kin = new ArrayList<>(3);
        private final List<Person> associates = new ArrayList<>(0);
        private final List<Vehicle> vehicles = new ArrayList<>(1);
        /** Somebody of whom the force has no record. */
        private boolean hidden;

        private Person(String id, String first, String last, LocalDate born, Place home, String phone) {
            this.id = id;
            this.first = first;
            this.last = last;
            this.born = born;
            this.home = home;
            this.phone = phone;
        }

        @Override
        public String type() {
            return "PERSON";
        }

        @Override
        public String id() {
            return id;
        }

        String first() {
            return first;
        }

        String last() {
            return last;
        }

        LocalDate born() {
            return born;
        }

        Place home() {
            return home;
        }

        String phone() {
            return phone;
        }

        void hide() {
            hidden = true;
        }

        boolean isHidden() {
            return hidden;
        }

        List<Person> kin() {
            return kin;
        }

        List<Person> associates() {
            return associates;
        }

        List<Vehicle> vehicles() {
            return vehicles;
        }

        void mark(String marker) {
            markers.add(marker);
        }

        boolean isMarked(String marker) {
            return markers.contains(marker);
        }

        /** Moves away from the household, whose address is where they used to live. */
        void moveTo(Place place) {
            home.residents.remove(this);
            home = place;
            place.residents.add(this);
        }
    }

    /** A house. */
    record Place(String id, int number, String street, String postcode, List<Person> residents) implements Thing {
        @Override
        public String type() {
            return "LOCATION";
        }

        String address() {
            return number + " " + street;
        }
    }

    /** A car. */
    record Vehicle(String id, String vrm, Person keeper) implements Thing {
        @Override
        public String type() {
            return "VEHICLE";
        }
    }

    Population(Dice dice, int size) {
        this.dice = dice;
        this.names = new Names(dice);
        while (people.size() < size) {
            addStreet();
        }
        people.forEach(person ->
                byName.computeIfAbsent(person.last(), name -> new ArrayList<>()).add(person));
        for (Person person : people) {
            if (dice.chance(0.15)) {
                tie(person, anybody(), true);
            }
            if (dice.chance(0.15)) {
                tie(person, anybody(), false);
            }
            if (dice.chance(0.46) && age(person) >= 17) {
                addVehicle(person);
            }
            if (dice.chance(0.01)) {
                person.mark("DA_VICTIM");
            }
            if (dice.chance(0.005)) {
                person.mark("WANTED");
            }
            if (age(person) < 18) {
                person.mark("CHILD");
            }
        }
    }

    private void addStreet() {
        String postcode = "QX" + dice.between(1, 40) + " " + dice.between(1, 9)
                + LETTERS.charAt(dice.below(LETTERS.length())) + LETTERS.charAt(dice.below(LETTERS.length()));
        String street = dice.pick(STREETS);
        int first = dice.between(1, 60);
        for (int i = 0; i < HOUSES; i++) {
            Place place = new Place(
                    "L%06d".formatted(places.size() + 1), first + 2 * i, street, postcode, new ArrayList<>(3));
            places.add(place);
            addHousehold(place);
        }
    }

    private void addHousehold(Place place) {
        int members = 1 + dice.count(dice.between(0.0, 2.7));
        String name = names.surname();
        int oldest = dice.between(19, 80);
        for (int i = 0; i < members; i++) {
            int age = i < 2 ? Math.max(18, oldest - dice.between(0, 6)) : Math.max(0, oldest - dice.between(22, 35));
            Person person = new Person(
                    "P%06d".formatted(people.size() + 1),
                    names.first(),
                    dice.chance(0.85) ? name : names.surname(),
                    LocalDate.of(2026 - age, dice.between(1, 12), dice.between(1, 28)),
                    place,
                    dice.chance(0.5) ? "0770090%04d".formatted(dice.below(10_000)) : "");
            people.add(person);
            place.residents().forEach(other -> {
                person.kin().add(other);
                other.kin().add(person);
            });
            place.residents().add(person);
        }
    }

    private void addVehicle(Person keeper) {
        String vrm = "" + LETTERS.charAt(dice.below(20)) + LETTERS.charAt(dice.below(20)) + dice.between(51, 75)
                + LETTERS.charAt(dice.below(20)) + LETTERS.charAt(dice.below(20)) + LETTERS.charAt(dice.below(20));
        Vehicle vehicle = new Vehicle("V%06d".formatted(vehicles.size() + 1), vrm, keeper);
        vehicles.add(vehicle);
        keeper.vehicles().add(vehicle);
    }

    private static void tie(Person one, Person other, boolean kin) {
        if (one != other) {
            (kin ? one.kin() : one.associates()).add(other);
            (kin ? other.kin() : other.associates()).add(one);
        }
    }

    static int age(Person person) {
        return 2026 - person.born().getYear();
    }

    List<Place> places() {
        return places;
    }

    /** Anybody of whom there is a record. */
    Person anybody() {
        Person person = dice.pick(people);
        while (person.isHidden()) {
            person = dice.pick(people);
        }
        return person;
    }

    Person anyAdult() {
        Person person = anybody();
        while (age(person) < 18) {
            person = anybody();
        }
        return person;
    }

    /** Somebody else of the same name, where there is one. */
    Person namesake(Person person) {
        List<Person> bearers = byName.getOrDefault(person.last(), List.of());
        Person other = bearers.isEmpty() ? person : dice.pick(bearers);
        return other.isHidden() ? person : other;
    }

    @Nullable
    Vehicle anyVehicleOf(Person person) {
        return person.vehicles().isEmpty() ? null : dice.pick(person.vehicles());
    }

    /** Makes two people the ends of a relation that the record system knows. */
    void associate(Person one, Person other) {
        tie(one, other, false);
    }

    void write(java.nio.file.Path folder) {
        try (CsvFile records = new CsvFile(
                        folder,
                        "records",
                        "record_type",
                        "record_id",
                        "last_name",
                        "first_name",
                        "date_of_birth",
                        "address",
                        "postcode",
                        "vrm",
                        "phone",
                        "markers");
                CsvFile relations = new CsvFile(
                        folder, "record_relations", "from_type", "from_id", "to_type", "to_id", "relation")) {
            for (Place place : places) {
                records.row("LOCATION", place.id(), "", "", "", place.address(), place.postcode(), "", "", "");
            }
            for (Person person : people) {
                if (!person.isHidden()) {
                    write(person, records, relations);
                }
            }
            for (Vehicle vehicle : vehicles) {
                records.row("VEHICLE", vehicle.id(), "", "", "", "", "", vehicle.vrm(), "", "");
                if (!vehicle.keeper().isHidden()) {
                    relations.row(
                            "VEHICLE", vehicle.id(), "PERSON", vehicle.keeper().id(), "KEEPER");
                }
            }
        }
    }

    private static void write(Person person, CsvFile records, CsvFile relations) {
        records.row(
                "PERSON",
                person.id(),
                person.last(),
                person.first(),
                person.born(),
                person.home().address(),
                person.home().postcode(),
                "",
                person.phone(),
                String.join(";", person.markers));
        relations.row("PERSON", person.id(), "LOCATION", person.home().id(), "RESIDENT");
        writeTies(person, person.kin(), "FAMILY", relations);
        writeTies(person, person.associates(), "ASSOCIATE", relations);
    }

    private static void writeTies(Person person, List<Person> others, String relation, CsvFile relations) {
        others.stream()
                .filter(other -> !other.isHidden() && person.id().compareTo(other.id()) < 0)
                .distinct()
                .forEach(other -> relations.row("PERSON", person.id(), "PERSON", other.id(), relation));
    }
}
