package uk.propercourse.simulation;

import java.util.ArrayList;
import java.util.List;

/** Names that real people bear and combinations of them that nobody in particular does. */
final class Names {

    private static final List<String> FIRST = List.of(
            "Aisha", "Amelia", "Arjun", "Beth", "Callum", "Chloe", "Daniel", "Ellie", "Farah", "Freya", "George",
            "Hannah", "Imran", "Isla", "Jack", "Jasmine", "Kofi", "Layla", "Lily", "Marcus", "Megan", "Nadia", "Oliver",
            "Priya", "Rhys", "Rosie", "Sofia", "Tom", "Umar", "Zoe");
    private static final List<String> COMMON = List.of(
            "Smith",
            "Jones",
            "Williams",
            "Taylor",
            "Brown",
            "Davies",
            "Evans",
            "Wilson",
            "Thomas",
            "Johnson",
            "Roberts",
            "Khan",
            "Patel",
            "Walker",
            "Wright",
            "Robinson",
            "Thompson",
            "White",
            "Hughes",
            "Edwards",
            "Green",
            "Hall",
            "Wood",
            "Harris",
            "Lewis",
            "Martin",
            "Jackson",
            "Clarke",
            "Clark",
            "Turner",
            "Hill",
            "Cooper",
            "Morris",
            "Ahmed",
            "Ward",
            "Moore",
            "King",
            "Watson",
            "Baker",
            "Harrison",
            "Morgan",
            "Singh",
            "Hussain",
            "Begum",
            "Price",
            "Murphy",
            "Adeyemi",
            "Ali",
            "Cohen",
            "Young");
    private static final List<String> START = List.of(
            "Ash", "Barn", "Birk", "Black", "Brad", "Cald", "Carl", "Chad", "Clay", "Cope", "Craw", "Dal", "Dar", "Den",
            "Elm", "Fair", "Fen", "Gar", "Gil", "Had", "Hart", "Hazel", "Hol", "Ken", "Kir", "Lang", "Lin", "Long",
            "Mar", "Mel", "Mid", "New", "Nor", "Oak", "Pem", "Ram", "Red", "Ro", "Sel", "Shel", "Stan", "Thorn", "Wal",
            "West", "Whit", "Win", "Wol", "Wor");
    private static final List<String> END = List.of(
            "bourne",
            "bridge",
            "brook",
            "burn",
            "by",
            "cliffe",
            "combe",
            "cott",
            "dale",
            "den",
            "field",
            "ford",
            "gate",
            "ham",
            "hurst",
            "ley",
            "low",
            "man",
            "mere",
            "more",
            "more-Reed",
            "sey",
            "shaw",
            "stead",
            "stone",
            "thorpe",
            "ton",
            "well",
            "wick",
            "worth");
    /** Flattens the top of the distribution of surnames: the commonest is borne by a little over one in a hundred. */
    private static final double SHIFT = 8;

    private final List<String> surnames = new ArrayList<>(COMMON);
    private final double[] upTo;
    private final Dice dice;

    Names(Dice dice) {
        this.dice = dice;
        START.forEach(start -> END.forEach(end -> surnames.add(start + end)));
        upTo = new double[surnames.size()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += 1 / (i + SHIFT);
            upTo[i] = sum;
        }
    }

    String first() {
        return dice.pick(FIRST);
    }

    /** Zipf and Mandelbrot: a few very common ones, many rare ones. */
    String surname() {
        double draw = dice.between(0.0, upTo[upTo.length - 1]);
        int place = java.util.Arrays.binarySearch(upTo, draw);
        return surnames.get(Math.min(place < 0 ? -place - 1 : place, upTo.length - 1));
    }
}
