package dev.darkroom.operations;

/** Where a smaller rectangle lies within a larger one. */
public enum Position {
    CENTER(0.5, 0.5),
    NORTH(0.5, 0),
    NORTH_EAST(1, 0),
    EAST(1, 0.5),
    SOUTH_EAST(1, 1),
    SOUTH(0.5, 1),
    SOUTH_WEST(0, 1),
    WEST(0, 0.5),
    NORTH_WEST(0, 0),
    /** Where the picture draws most attention. */
    SMART(0.5, 0.5);

    private final double across;
    private final double down;

    Position(double across, double down) {
        this.across = across;
        this.down = down;
    }

    /** The left edge of {@code part} within {@code whole}. */
    public int left(Size whole, Size part) {
        return (int) ((whole.width() - part.width()) * across);
    }

    /** The upper edge of {@code part} within {@code whole}. */
    public int top(Size whole, Size part) {
        return (int) ((whole.height() - part.height()) * down);
    }
}
