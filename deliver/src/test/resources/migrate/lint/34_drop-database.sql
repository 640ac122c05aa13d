drop database old;
