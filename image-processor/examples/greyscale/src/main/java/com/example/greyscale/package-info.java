/** An image function of the company's own: the template to copy. */
@NullMarked
package com.example.greyscale;

import org.jspecify.annotations.NullMarked;
