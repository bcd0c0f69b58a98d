package dev.darkroom.operations;

/** What a variant keeps of the raw image's metadata. The colour profile never stays, as pixels are converted to sRGB. */
public enum Metadata {
    /** Nothing. */
    NONE,
    /** EXIF's Artist and Copyright. */
    COPYRIGHT,
    /** EXIF, XMP and IPTC, where a photo was taken included; but not the orientation, as the image is upright now. */
    ALL
}
